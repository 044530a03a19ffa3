#include "document/docx_package.h"

#include <algorithm>
#include <cstring>

#include "document/docx_refusals.h"

namespace gongkai::document {
namespace {

class ZipError {
 public:
  ZipError() { zip_error_init(&error_); }
  ZipError(const ZipError&) = delete;
  ZipError& operator=(const ZipError&) = delete;
  ~ZipError() { zip_error_fini(&error_); }
  zip_error_t* get() { return &error_; }
  int code() const { return zip_error_code_zip(&error_); }

 private:
  zip_error_t error_;
};

struct CloseFile {
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};

char plain(char c) {
  if (c == '\\') return '/';
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

/// Part names are compared without regard to case; some writers put backslashes or a leading slash.
bool same_part(std::string_view entry, std::string_view part) {
  if (!entry.empty() && plain(entry[0]) == '/') entry.remove_prefix(1);
  return std::equal(entry.begin(), entry.end(), part.begin(), part.end(),
                    [](char a, char b) { return plain(a) == plain(b); });
}

std::string folder_of(std::string_view part) {
  const std::size_t slash = part.rfind('/');
  return slash == std::string_view::npos ? std::string() : std::string(part.substr(0, slash + 1));
}

/// "../styles.xml" seen from "word/" → "styles.xml"
std::string resolved(std::string_view target, std::string_view folder) {
  std::string path = target.starts_with('/') ? std::string() : std::string(folder);
  while (!target.empty()) {
    const std::size_t end = std::min(target.find('/'), target.size());
    const std::string_view segment = target.substr(0, end);
    if (segment == "..") {
      if (!path.empty()) path.pop_back();
      path = folder_of(path);
    } else if (!segment.empty() && segment != ".") {
      path += segment;
      if (end < target.size()) path += '/';
    }
    target.remove_prefix(std::min(end + 1, target.size()));
  }
  return path;
}

/// Before libzip builds its tables: no more directory entries than are allowed. Files that are too short to hold so
/// many are not searched.
bool has_too_many_entries(std::string_view bytes, std::uint64_t most) {
  constexpr std::string_view kEntry("PK\1\2", 4);
  constexpr std::size_t kSmallestEntry = 46;
  if (bytes.size() / kSmallestEntry <= most) return false;
  std::uint64_t count = 0;
  for (std::size_t at = bytes.find(kEntry); at != std::string_view::npos && count <= most;
       at = bytes.find(kEntry, at + 4))
    ++count;
  return count > most;
}

}  // namespace

Result<DocxPackage> DocxPackage::open(std::string_view bytes, std::string_view file, const Limits& limits) {
  if (bytes.empty()) return docx_broken(file, {});  // libzip takes nothing for an archive of nothing
  if (has_too_many_entries(bytes, kMostParts)) return docx_too_many_parts(file, kMostParts);
  DocxPackage package(file, limits);
  ZipError error;
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, error.get());
  if (source == nullptr) return docx_broken(file, {});
  package.zip_.reset(zip_open_from_source(source, ZIP_RDONLY, error.get()));
  if (!package.zip_) {
    zip_source_free(source);
    return docx_broken(file, {});
  }
  if (static_cast<std::uint64_t>(zip_get_num_entries(package.zip_.get(), 0)) > kMostParts)
    return docx_too_many_parts(file, kMostParts);
  return package;
}

std::optional<std::uint64_t> DocxPackage::find(std::string_view part) const {
  if (part.empty()) return std::nullopt;
  const zip_int64_t exact = zip_name_locate(zip_.get(), std::string(part).c_str(), ZIP_FL_ENC_RAW);
  if (exact >= 0) return static_cast<std::uint64_t>(exact);
  const auto count = static_cast<std::uint64_t>(zip_get_num_entries(zip_.get(), 0));
  for (std::uint64_t i = 0; i < count; ++i) {
    const char* name = zip_get_name(zip_.get(), i, ZIP_FL_ENC_RAW);
    if (name != nullptr && same_part(name, part)) return i;
  }
  return std::nullopt;
}

bool DocxPackage::has_folder(std::string_view folder) const {
  const auto count = static_cast<std::uint64_t>(zip_get_num_entries(zip_.get(), 0));
  for (std::uint64_t i = 0; i < count; ++i) {
    const char* name = zip_get_name(zip_.get(), i, ZIP_FL_ENC_RAW);
    if (name != nullptr && same_part(std::string_view(name).substr(0, folder.size()), folder)) return true;
  }
  return false;
}

Result<PartBytes> DocxPackage::unpack(std::uint64_t index, std::string_view part) {
  zip_stat_t about;
  zip_stat_init(&about);
  if (zip_stat_index(zip_.get(), index, 0, &about) != 0) return docx_broken(file_, part);
  if ((about.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && about.encryption_method != ZIP_EM_NONE)
    return docx_encrypted(file_);

  const std::uint64_t allowed = limits_->most_unpacked_bytes - std::min(limits_->most_unpacked_bytes, unpacked_);
  const std::uint64_t declared = (about.valid & ZIP_STAT_SIZE) != 0 ? about.size : 0;
  if (declared > allowed) return docx_too_large(file_, *limits_);

  const std::unique_ptr<zip_file_t, CloseFile> in(zip_fopen_index(zip_.get(), index, 0));
  if (!in) {
    const int code = zip_error_code_zip(zip_get_error(zip_.get()));
    if (code == ZIP_ER_COMPNOTSUPP) return docx_unknown_compression(file_);
    if (code == ZIP_ER_NOPASSWD || code == ZIP_ER_ENCRNOTSUPP) return docx_encrypted(file_);
    return docx_broken(file_, part);
  }
  // The declared size is a hint for the first piece of memory, no more; deflate packs 1032 to 1 at best.
  const std::uint64_t packed = (about.valid & ZIP_STAT_COMP_SIZE) != 0 ? about.comp_size : 0;
  constexpr std::uint64_t kSmallest = 1024;
  std::uint64_t room =
      std::clamp(std::min(declared, packed > allowed / 1032 ? allowed : packed * 1032) + 1, kSmallest, allowed + 1);
  PartBytes bytes{std::make_unique_for_overwrite<char[]>(room), 0};
  for (;;) {
    if (bytes.size == room) {
      if (room > allowed) return docx_too_large(file_, *limits_);
      const std::uint64_t more = std::min(room * 2, allowed + 1);
      auto larger = std::make_unique_for_overwrite<char[]>(more);
      std::memcpy(larger.get(), bytes.data.get(), bytes.size);
      bytes.data = std::move(larger);
      room = more;
    }
    const zip_int64_t got = zip_fread(in.get(), bytes.data.get() + bytes.size, room - bytes.size);
    if (got < 0) return docx_broken(file_, part);
    if (got == 0) break;
    bytes.size += static_cast<std::uint64_t>(got);
  }
  if (bytes.size > allowed) return docx_too_large(file_, *limits_);
  unpacked_ += bytes.size;
  return bytes;
}

Result<DocxXml> DocxPackage::read_xml(std::string_view part) {
  const std::optional<std::uint64_t> index = find(part);
  if (!index) return docx_broken(file_, part);
  Result<PartBytes> bytes = unpack(*index, part);
  if (!bytes) return bytes.error();
  return DocxXml::parse(std::move(bytes).value(), file_, part, *limits_);
}

Result<std::vector<Relationship>> DocxPackage::relationships(std::string_view part) {
  std::vector<Relationship> found;
  const std::string folder = folder_of(part);
  const std::string list = folder + "_rels/" + std::string(part.substr(folder.size())) + ".rels";
  if (!has(list)) return found;
  const Result<DocxXml> xml = read_xml(list);
  if (!xml) return xml.error();
  for (pugi::xml_node node : xml->root().children()) {
    if (local_name_of(node) != "Relationship" || attribute_of(node, "TargetMode") == "External") continue;
    const std::string_view type = attribute_of(node, "Type");
    const std::size_t slash = type.rfind('/');
    found.push_back({std::string(type.substr(slash == std::string_view::npos ? 0 : slash + 1)),
                     resolved(attribute_of(node, "Target"), folder)});
  }
  return found;
}

Failure DocxPackage::read_own_relationships() {
  if (own_relationships_) return std::nullopt;
  Result<std::vector<Relationship>> own = relationships("");
  if (!own) return own.error();
  own_relationships_ = std::move(own).value();
  return std::nullopt;
}

Result<std::string> DocxPackage::core_properties() {
  if (const Failure failure = read_own_relationships()) return *failure;
  const std::string* target = target_of(*own_relationships_, "core-properties");
  return target != nullptr ? *target : std::string("docProps/core.xml");
}

Result<std::string> DocxPackage::main_part() {
  if (const Failure failure = read_own_relationships()) return *failure;
  if (const std::string* target = target_of(*own_relationships_, "officeDocument"); target != nullptr && has(*target))
    return *target;
  if (has("[Content_Types].xml")) {
    const Result<DocxXml> types = read_xml("[Content_Types].xml");
    if (!types) return types.error();
    for (pugi::xml_node node : types->root().children()) {
      const std::string_view type = attribute_of(node, "ContentType");
      // docx, docm, dotx and dotm: "...wordprocessingml.document.main+xml", "...ms-word.document.macroEnabled.main+xml"
      if (!type.ends_with(".main+xml") ||
          (type.find("wordprocessingml.") == std::string_view::npos && type.find("ms-word.") == std::string_view::npos))
        continue;
      const std::string part = resolved(attribute_of(node, "PartName"), "");
      if (has(part)) return part;
      break;
    }
  }
  std::string usual("word/document.xml");
  if (has(usual)) return usual;
  return docx_other_kind(file_, kind());
}

Wording DocxPackage::kind() const {
  if (has("xl/workbook.xml") || has("xl/workbook.bin") || has_folder("xl/"))
    return {"电子表格（xlsx）", "a spreadsheet (xlsx)"};
  if (has("ppt/presentation.xml") || has_folder("ppt/")) return {"演示文稿（pptx）", "a presentation (pptx)"};
  if (has("OFD.xml")) return {"OFD 版式文件", "an OFD file"};
  if (has("META-INF/container.xml")) return {"电子书（EPUB）", "an e-book (EPUB)"};
  if (has("mimetype") && has("content.xml")) return {"OpenDocument 文件", "an OpenDocument file"};
  return {"压缩包（ZIP）", "a ZIP archive"};
}

const std::string* target_of(const std::vector<Relationship>& relationships, std::string_view kind) {
  for (const Relationship& relationship : relationships) {
    if (relationship.kind == kind) return &relationship.target;
  }
  return nullptr;
}

}  // namespace gongkai::document
