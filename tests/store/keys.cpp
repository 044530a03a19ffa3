// Personal data: sealed by case, bound to their place, forgotten when the key is destroyed; the master key's file.
#include "store/keys.h"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>
#include <sys/stat.h>

#include <fstream>

#include "store_under_test.h"

namespace gongkai::store {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string code_of(const Failure& failure) { return failure ? failure->code : "none"; }
template <class T>
std::string code_of(const Result<T>& result) {
  return result.ok() ? "none" : result.error().code;
}

RC_GTEST_PROP(Sealing, WhatWasSealedOpensAndNothingElseDoes, (const std::string& plain, const std::string& place)) {
  const SecretKey key(random_bytes(32)), other(random_bytes(32));
  std::string sealed = seal(key, plain, place);
  RC_ASSERT(sealed.substr(0, 2) == "\x01\x01");
  RC_ASSERT(*unseal(key, sealed, place) == plain);
  RC_ASSERT(code_of(unseal(other, sealed, place)) == "key.cannot_open");
  RC_ASSERT(code_of(unseal(key, sealed, place + "x")) == "key.cannot_open");
  const auto at = *rc::gen::inRange<std::size_t>(0, sealed.size());
  sealed[at] = static_cast<char>(sealed[at] ^ (1 << *rc::gen::inRange(0, 8)));
  RC_ASSERT(!unseal(key, sealed, place).ok());
  sealed.resize(at);
  RC_ASSERT(!unseal(key, sealed, place).ok());
}

TEST(Sealing, TheSameTextLooksDifferentEachTime) {
  const SecretKey key(random_bytes(32));
  EXPECT_NE(seal(key, "张三", "case/1"), seal(key, "张三", "case/1"));
}

class MasterKeyFile : public testing::Test {
 protected:
  TemporaryFolder folder_;
  std::filesystem::path data_ = folder_.path() / "data";
  std::filesystem::path file_ = folder_.path() / "master.key";
  void SetUp() override { std::filesystem::create_directories(data_ / "deep"); }
};

TEST_F(MasterKeyFile, IsMadeForItsOwnerAloneAndLoadedAgain) {
  const auto made = MasterKey::create(file_, data_);
  ASSERT_TRUE(made.ok());
  struct stat status {};
  ASSERT_EQ(::stat(file_.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0400u);
  const auto loaded = MasterKey::load(file_, data_);
  ASSERT_TRUE(loaded.ok());
  EXPECT_EQ(loaded->name(), made->name());
  EXPECT_EQ(code_of(MasterKey::create(file_, data_)), "key.exists");
}

TEST_F(MasterKeyFile, IsRefusedInsideTheDataFolderHoweverItIsNamed) {
  EXPECT_EQ(code_of(MasterKey::create(data_ / "master.key", data_)), "key.inside_data_folder");
  EXPECT_EQ(code_of(MasterKey::create(data_ / "deep" / ".." / "master.key", data_)), "key.inside_data_folder");
  EXPECT_EQ(code_of(MasterKey::create(data_ / "master.key", data_.string() + "/")), "key.inside_data_folder");
  std::filesystem::create_directory_symlink(data_, folder_.path() / "link");
  EXPECT_EQ(code_of(MasterKey::create(folder_.path() / "link" / "master.key", data_)), "key.inside_data_folder");
  EXPECT_EQ(code_of(MasterKey::load(data_ / "master.key", data_)), "key.inside_data_folder");
  EXPECT_EQ(code_of(MasterKey::create(folder_.path() / "data2.key", data_)), "none");
}

TEST_F(MasterKeyFile, IsRefusedWhenOthersMayReadItOrItHoldsNoKey) {
  ASSERT_TRUE(MasterKey::create(file_, data_).ok());
  ::chmod(file_.c_str(), 0440);
  EXPECT_EQ(code_of(MasterKey::load(file_, data_)), "key.open_to_others");
  ::chmod(file_.c_str(), 0600);
  EXPECT_EQ(code_of(MasterKey::load(file_, data_)), "none");
  std::ofstream(file_) << "abc";
  EXPECT_EQ(code_of(MasterKey::load(file_, data_)), "key.bad_file");
  EXPECT_EQ(code_of(MasterKey::load(folder_.path() / "none", data_)), "key.missing");
}

class CaseKeys : public testing::TestWithParam<Dialect> {
 protected:
  MasterKey master(const std::string& name) {
    const auto file = under_test_.folder() / name;
    auto key = std::filesystem::exists(file) ? MasterKey::load(file, under_test_.place().data_folder)
                                             : MasterKey::create(file, under_test_.place().data_folder);
    if (!key) throw StoreFailure(key.error());
    return std::move(*key);
  }
  std::unique_ptr<Keys> open_keys(const std::string& name) {
    auto keys = Keys::open(under_test_.store(), master(name));
    if (!keys) throw StoreFailure(keys.error());
    return std::move(*keys);
  }
  std::string sealed(const Keys& keys, CaseId of, const std::string& plain) {
    const auto sealed = under_test_->write([&](Writing& writing) { return keys.seal_for(writing, of, plain, "name"); });
    EXPECT_TRUE(sealed.ok()) << sealed.error().message.en;
    return sealed.ok() ? *sealed : "";
  }
  Result<std::string> opened(const Keys& keys, CaseId of, const std::string& bytes) {
    return *under_test_->read([&](Connection& connection) { return keys.open_for(connection, of, bytes, "name"); });
  }
  StoreUnderTest under_test_{GetParam()};
};
GONGKAI_ON_BOTH_DIALECTS(CaseKeys);

TEST_P(CaseKeys, OneCaseDoesNotOpenAnothersData) {
  const auto keys = open_keys("a.key");
  const std::string bytes = sealed(*keys, CaseId{1}, "张三");
  sealed(*keys, CaseId{2}, "李四");
  EXPECT_EQ(*opened(*keys, CaseId{1}, bytes), "张三");
  EXPECT_EQ(code_of(opened(*keys, CaseId{2}, bytes)), "key.cannot_open");
  EXPECT_EQ(code_of(opened(*keys, CaseId{3}, bytes)), "key.none");
}

TEST_P(CaseKeys, ADestroyedKeyForgetsItsCaseAlone) {
  const auto keys = open_keys("a.key");
  const std::string one = sealed(*keys, CaseId{1}, "张三"), two = sealed(*keys, CaseId{2}, "李四");
  ASSERT_TRUE(under_test_
                  ->write([&](Writing& writing) -> Result<bool> {
                    keys->destroy(writing, CaseId{1});
                    return true;
                  })
                  .ok());
  EXPECT_EQ(code_of(opened(*keys, CaseId{1}, one)), "key.destroyed");
  EXPECT_EQ(*opened(*keys, CaseId{2}, two), "李四");
  EXPECT_EQ(
      code_of(under_test_->write([&](Writing& writing) { return keys->seal_for(writing, CaseId{1}, "x", "name"); })),
      "key.destroyed");
  EXPECT_TRUE(*under_test_->read([&](Connection& connection) { return keys->is_destroyed(connection, CaseId{1}); }));
}

TEST_P(CaseKeys, ARotatedMasterKeyOpensEverythingAndTheOldOneNothing) {
  const auto keys = open_keys("a.key");
  const std::string bytes = sealed(*keys, CaseId{1}, "张三");
  const std::string index = keys->index_of("id_number", "3205");
  EXPECT_EQ(code_of(keys->rotate(master("b.key"))), "none");
  EXPECT_EQ(*opened(*keys, CaseId{1}, bytes), "张三");
  under_test_.reopen();
  EXPECT_EQ(code_of(Keys::open(under_test_.store(), master("a.key"))), "key.wrong_master");
  const auto again = open_keys("b.key");
  EXPECT_EQ(*opened(*again, CaseId{1}, bytes), "张三");
  EXPECT_EQ(again->index_of("id_number", "3205"), index);
}

TEST_P(CaseKeys, TheIndexFindsEqualValuesOfOneFieldOnly) {
  const auto keys = open_keys("a.key");
  EXPECT_EQ(keys->index_of("phone", "139"), keys->index_of("phone", "139"));
  EXPECT_NE(keys->index_of("phone", "139"), keys->index_of("phone", "138"));
  EXPECT_NE(keys->index_of("phone", "139"), keys->index_of("name", "139"));
  EXPECT_NE(keys->index_of("a", "b:c"), keys->index_of("a:b", "c"));
}

TEST_P(CaseKeys, AnApplicantsFileHasANameThatTellsNothing) {
  const auto keys = open_keys("a.key");
  const std::string bytes(100'000, 'x');
  const auto put = [&](CaseId of) {
    return *under_test_->write([&](Writing& writing) { return keys->put_blob(writing, of, bytes); });
  };
  const BlobAddress one = put(CaseId{1}), two = put(CaseId{2});
  EXPECT_NE(one.text, two.text);
  EXPECT_NE(one.text, hex(sha256(bytes)));
  EXPECT_EQ(put(CaseId{1}), one);
  const auto get = [&](CaseId of, const BlobAddress& address) {
    return *under_test_->read([&](Connection& connection) { return keys->get_blob(connection, of, address); });
  };
  EXPECT_EQ(*get(CaseId{1}, one), bytes);
  EXPECT_EQ(code_of(get(CaseId{2}, one)), "key.cannot_open");
  std::ifstream file(under_test_.place().data_folder / "blobs" / one.text.substr(0, 2) / one.text);
  const std::string stored{std::istreambuf_iterator<char>(file), {}};
  EXPECT_GT(stored.size(), bytes.size());
  EXPECT_THAT(stored, Not(HasSubstr("xxxxxxxx")));
}

}  // namespace
}  // namespace gongkai::store
