#!/usr/bin/env python3
"""Each check catches what it is for, and lets pass what only looks like it."""

import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parents[1]

# check, file, text, caught
CASES = [
    ("law_in_code", "src/a.cpp", 'auto x = "本年新收政府信息公开申请数量";', True),
    ("law_in_code", "src/a.cpp", 'auto x = "国办函〔2020〕109号";', True),
    ("law_in_code", "src/a.cpp", 'auto x = R"(依据第三十三条)";', True),
    ("law_in_code", "src/a.cpp", '// 本年新收政府信息公开申请数量, 国办函〔2020〕109号, 第三十三条\n/* 结果维持 */', False),
    ("law_in_code", "src/a.cpp", 'auto x = "http://x"; // 第三十三条', False),
    ("law_in_code", "src/a.cpp", 'auto x = "其他", y = "总计栏";', False),
    ("clock", "src/a.cpp", "auto now = std::chrono::system_clock::now();", True),
    ("clock", "src/a.cpp", "auto now = time(nullptr);", True),
    ("clock", "src/a.cpp", "auto now = std::time (nullptr);", True),
    ("clock", "src/a.cpp", 'auto a = steady_clock::now(); b.time(); spend_time(1); // time(\nauto c = "time(";', False),
    ("clock", "src/base/now.cpp", "auto now = std::chrono::system_clock::now();", False),
    ("names", "src/text_utils.cpp", "", True),
    ("names", "tests/helpers/a.py", "", True),
    ("names", "src/CamelCase.cpp", "", True),
    ("names", "src/utility_meter.cpp", "", False),
    ("citations", "src/a.h", "// 条例 第九百九十九条", True),
    ("citations", "src/a.h", "// 国办函〔1999〕1号", True),
    ("citations", "src/a.h", "// 条例 第三十三条第二款", False),
    ("citations", "src/a.h", 'auto x = "条例 第九百九十九条";', False),
]


def main():
    failed = 0
    for check, name, text, caught in CASES:
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            (root / "law").symlink_to(ROOT / "law")
            (root / name).parent.mkdir(parents=True)
            (root / name).write_text(text, encoding="utf-8")
            status = subprocess.run([sys.executable, "-B", HERE / f"check_{check}.py", root], capture_output=True, check=False).returncode
        if status != int(caught):
            failed += 1
            print(f"check_{check}.py {'lets pass' if caught else 'complains about'} {name}: {text!r} (exit status {status})")
    sys.exit(1 if failed else 0)


main()
