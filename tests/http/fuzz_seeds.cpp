// The fuzzer's checks on its seeds and on some thousands of changes of them, so that they hold without clang too.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include "../../fuzz/http_fuzzer.cpp"

namespace {

std::vector<std::string> seeds() {
  std::vector<std::string> all;
  for (const auto& file :
       std::filesystem::directory_iterator(std::filesystem::path(GONGKAI_TEST_DATA) / "../../fuzz/corpus/http")) {
    std::ostringstream bytes;
    bytes << std::ifstream(file.path(), std::ios::binary).rdbuf();
    all.push_back(bytes.str());
  }
  std::sort(all.begin(), all.end());
  return all;
}

TEST(FuzzSeeds, HoldAlsoWhenChanged) {
  const std::vector<std::string> all = seeds();
  ASSERT_GE(all.size(), 10u);
  std::mt19937 random(20220122);
  auto below = [&](std::size_t limit) { return static_cast<std::size_t>(random()) % limit; };
  constexpr std::string_view kTelling =
      "\r\n%:;=\"-/\\. \0\xff"
      "b0";
  for (int round = 0; round < 20'000; ++round) {
    std::string input = all[static_cast<std::size_t>(round) % all.size()];
    for (std::size_t change = below(4); change > 0; --change) {
      const std::size_t at = 1 + below(input.size());
      const char byte = kTelling[below(kTelling.size())];
      switch (below(4)) {
        case 0: input.insert(std::min(at, input.size()), 1, byte); break;
        case 1:
          if (at < input.size()) input[at] = byte;
          break;
        case 2:
          if (at < input.size()) input.erase(at, 1 + below(3));
          break;
        default: input.resize(std::max<std::size_t>(at, 1)); break;
      }
    }
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input.data()), input.size());
  }
}

}  // namespace
