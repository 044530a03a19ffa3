// Where an item stood before it was taken over: as path and query, which is what a request for it names.
#pragma once
#include <string_view>

namespace gongkai::catalogue {

/// "/a.html?id=1" of "http://www.example.gov.cn/a.html?id=1"; what is no absolute address stays as it is. Addresses of
/// two former hosts with one path lead to the item that came later.
std::string_view path_of_address(std::string_view address);

}  // namespace gongkai::catalogue
