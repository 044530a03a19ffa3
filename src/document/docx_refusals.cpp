#include "document/docx_refusals.h"

#include <fmt/format.h>

namespace gongkai::document {

Error docx_broken(std::string_view file, std::string_view part) {
  const std::string where(file);
  if (part.empty()) {
    return {"document.broken",
            {fmt::format("{} 已损坏或不完整，无法解包；请重新下载或复制，或用 Word、WPS 打开后另存为 docx", file),
             fmt::format("{} is damaged or incomplete and cannot be unpacked; download or copy it again, or open it in "
                         "Word or WPS and save it as docx",
                         file)},
            where};
  }
  return {"document.broken",
          {fmt::format("{} 内的 {} 已损坏，无法读取；请重新下载或复制，或用 Word、WPS 打开后另存为 docx", file, part),
           fmt::format("{} is damaged: {} inside it cannot be read; download or copy it again, or open it in Word or "
                       "WPS and save it as docx",
                       file, part)},
          where};
}

Error docx_encrypted(std::string_view file) {
  return {"document.encrypted",
          {fmt::format("{} 设有密码，无法读取；请去掉密码后另存再试", file),
           fmt::format("{} is protected by a password; save it without the password and try again", file)},
          std::string(file)};
}

Error docx_too_large(std::string_view file, const Limits& limits) {
  const std::uint64_t mb = limits.most_unpacked_bytes >> 20;
  return {"document.too_large",
          {fmt::format("{} 解包后超过 {} MB 的上限，未读取；请确认这是一份年度报告，并去掉过大的内容后再试", file, mb),
           fmt::format(
               "{} unpacks to more than the limit of {} MB; make sure it is a report and remove what makes it so large",
               file, mb)},
          std::string(file)};
}

Error docx_too_many_parts(std::string_view file, std::uint64_t most) {
  return {
      "document.too_large",
      {fmt::format("{} 内的文件超过 {} 个，未读取；请确认这是一份 Word 文件，并另存为 docx 后再试", file, most),
       fmt::format("{} holds more than {} files; make sure it is a Word file and save it as docx again", file, most)},
      std::string(file)};
}

Error docx_too_deep(std::string_view file, const Limits& limits) {
  return {"document.too_deep",
          {fmt::format("{} 的标签嵌套超过 {} 层，未读取；请用 Word、WPS 打开后另存为 docx 再试", file,
                       limits.deepest_nesting),
           fmt::format("{} nests elements deeper than {} levels; open it in Word or WPS, save it as docx and try again",
                       file, limits.deepest_nesting)},
          std::string(file)};
}

Error docx_too_complex(std::string_view file) {
  return {
      "document.too_complex",
      {fmt::format("{} 的结构过于复杂，超出内存或时间上限，未读取；请确认这是一份年度报告", file),
       fmt::format("{} is too complex to read within the limits of memory and time; make sure it is a report", file)},
      std::string(file)};
}

Error docx_other_kind(std::string_view file, const Wording& kind) {
  return {"document.unsupported",
          {fmt::format("{} 是{}，不是 Word 文件；请把其中的报告另存为 docx 或网页后再试", file, kind.zh),
           fmt::format("{} is {}, not a Word file; save the report in it as docx or as a web page and try again", file,
                       kind.en)},
          std::string(file)};
}

Error docx_unknown_compression(std::string_view file) {
  return {
      "document.unsupported",
      {fmt::format("{} 用了本程序不支持的压缩方式；请用 Word、WPS 打开后另存为 docx 再试", file),
       fmt::format(
           "{} is compressed by a method that is not supported; open it in Word or WPS, save it as docx and try again",
           file)},
      std::string(file)};
}

}  // namespace gongkai::document
