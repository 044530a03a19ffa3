# What people type. Each target works from a clean checkout on Debian 12 and installs what it lacks.
.PHONY: build demo test test-long bench lint format package clean
.DEFAULT_GOAL := build

STAGE := deploy/stage
FUZZ_SECONDS ?= 60
DEMO_LISTEN ?= 127.0.0.1:8080

# The program at build/release/bin/gongkai
build:
	@$(STAGE) "packages to build" deploy/install-packages build
	@$(STAGE) "configure" cmake --preset release -DGONGKAI_TESTS=OFF -DGONGKAI_BENCH=OFF --log-level=WARNING
	@$(STAGE) "build" cmake --build --preset release --target gongkai

# The checker over the examples (findings are expected there: exit status 1), then the demo city, served until Ctrl-C.
demo: build
	@build/release/bin/gongkai report check examples; status=$$?; if [ $$status -gt 1 ]; then exit $$status; fi
	@echo; build/release/bin/gongkai demo --data build/demo --listen $(DEMO_LISTEN)

# Everything that must hold before a change lands: unit and round-trip tests, the same with sanitizers, fuzzers.
test:
	@$(STAGE) "packages to test" deploy/install-packages test browser
	@$(STAGE) "configure release" cmake --preset release -DGONGKAI_TESTS=ON -DGONGKAI_BENCH=OFF --log-level=WARNING
	@$(STAGE) "build release" cmake --build --preset release
	@$(STAGE) "configure sanitizers" cmake --preset asan --log-level=WARNING
	@$(STAGE) "build sanitizers" cmake --build --preset asan
	@$(STAGE) "configure fuzzers" cmake --preset fuzz --log-level=WARNING
	@$(STAGE) "build fuzzers" cmake --build --preset fuzz --target fuzzers
	@$(STAGE) "fuzzers" fuzz/run.sh build/fuzz $(FUZZ_SECONDS)
	@$(STAGE) "tests with sanitizers" ctest --preset asan -j 2 --quiet -LE whole
	@$(STAGE) "tests" ctest --preset release -j 2
	@$(STAGE) "pages in a browser" tests/browser/run build/release/bin

# What takes longer: more generated reports, longer fuzzing, clang-tidy.
test-long: lint
	@$(MAKE) test FUZZ_SECONDS=600
	@$(STAGE) "whole program with sanitizers" ctest --preset asan --quiet -L whole
	@$(STAGE) "generated reports" python3 tests/round_trip.py --program build/release/bin/gongkai --count-per-layout 40

lint:
	@$(STAGE) "packages to lint" deploy/install-packages lint
	@$(STAGE) "configure debug" cmake --preset debug --log-level=WARNING
	@$(STAGE) "generated sources" cmake --build --preset debug --target gongkai_embedded_law
	@$(STAGE) "clang-tidy" run-clang-tidy-16 -quiet -p build/debug '$(CURDIR)/src/.*'
	@$(STAGE) "clang-format" sh -c 'clang-format-16 --dry-run --Werror $$(git ls-files "src/*.h" "src/*.cpp" "fuzz/*.cpp" "bench/*.cpp")'

format:
	@deploy/install-packages lint
	@clang-format-16 -i $$(git ls-files 'src/*.h' 'src/*.cpp' 'fuzz/*.cpp' 'bench/*.cpp' 'tests/*.h' 'tests/*.cpp')

# Writes docs/benchmarks.md
bench:
	@$(STAGE) "packages to measure" deploy/install-packages bench
	@$(STAGE) "configure" cmake --preset release -DGONGKAI_BENCH=ON --log-level=WARNING
	@$(STAGE) "build" cmake --build --preset release --target gongkai read_reports
	@$(STAGE) "benchmarks" bench/run.sh build/release

# One archive: the program and the law data that it was built with.
package: build
	@rm -rf build/package && mkdir -p build/package/gongkai
	@cp -r build/release/bin/gongkai law examples README.md README.zh-CN.md LICENSE NOTICE build/package/gongkai/
	@strip build/package/gongkai/gongkai
	@tar -C build/package --sort=name --owner=0 --group=0 -czf build/package/gongkai.tar.gz gongkai
	@echo build/package/gongkai.tar.gz

clean:
	rm -rf build
