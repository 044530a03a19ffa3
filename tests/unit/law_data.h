// Tables of situations for the law tests, and copies of the law with one file changed.
#pragma once
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include "base/file.h"
#include "law/source.h"
#include "law/yaml_reader.h"

namespace gongkai::law::test {

/// A table of tests/data/law; the test stops when it cannot be read.
inline YamlFile table(const std::string& name) {
  auto text = read_file(std::string(GONGKAI_TEST_DATA) + "/law/" + name, 1u << 20);
  if (!text) {
    ADD_FAILURE() << text.error().message.en;
    std::abort();
  }
  auto file = YamlFile::parse(name, *text);
  if (!file) {
    ADD_FAILURE() << file.error().where << " " << file.error().message.en;
    std::abort();
  }
  return std::move(*file);
}

/// A folder of law files that is gone when the test is over.
class LawFolder {
 public:
  LawFolder() {
    static int number = 0;
    path_ = std::filesystem::temp_directory_path() /
            ("gongkai-law-" + std::to_string(getpid()) + "-" + std::to_string(++number));
  }
  ~LawFolder() { std::filesystem::remove_all(path_); }
  LawFolder(const LawFolder&) = delete;
  LawFolder& operator=(const LawFolder&) = delete;

  void put(const std::string& name, std::string_view text) {
    std::filesystem::create_directories((path_ / name).parent_path());
    ASSERT_FALSE(write_file(path_ / name, text).has_value());
  }
  /// The built-in file of this name.
  void keep(const std::string& name) { put(name, LawSource::embedded().text(name)); }
  LawSource source() const {
    auto read = LawSource::from_folder(path_.string());
    EXPECT_TRUE(read.ok());
    return read.ok() ? std::move(*read) : LawSource();
  }
  std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

/// The built-in text of a file with the first `from` made `to`.
inline std::string changed(const std::string& name, std::string_view from, std::string_view to) {
  const LawSource source = LawSource::embedded();
  std::string text(source.text(name));
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from << " is not in " << name;
  if (at != std::string::npos) text.replace(at, from.size(), to);
  return text;
}

}  // namespace gongkai::law::test
