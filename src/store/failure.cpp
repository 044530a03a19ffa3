#include "store/failure.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>

namespace gongkai::store {

Error disk_full(std::string_view where) {
  return {"store.disk_full",
          {"磁盘已满，这次操作没有保存；请腾出磁盘空间后重试",
           "the disk is full; nothing of this act was stored; make room and try again"},
          std::string(where)};
}
Error read_only(std::string_view where) {
  return {"store.read_only",
          {"数据文件夹或数据库不能写入，这次操作没有保存；请检查权限，以及磁盘是否以只读方式挂载",
           "the data folder or the database cannot be written; nothing of this act was stored; check permissions, and "
           "whether the disk is mounted read-only"},
          std::string(where)};
}
Error busy(std::string_view where) {
  return {"store.busy",
          {"数据库正忙，这次操作没有保存；请稍后重试",
           "the database is busy; nothing of this act was stored; try again in a moment"},
          std::string(where)};
}
Error constraint_broken(std::string_view detail) {
  return {"store.constraint",
          {fmt::format("数据不符合数据库的约束，这次操作没有保存（{}）；请报告这一程序错误", detail),
           fmt::format("the data break a rule of the database and nothing of this act was stored ({}); please report "
                       "this fault of the program",
                       detail)}};
}
Error connection_lost(std::string_view detail) {
  return {"store.connection_lost",
          {fmt::format("与数据库的连接不通或已中断（{}）；请检查数据库服务，恢复后查看最后一次操作是否已保存", detail),
           fmt::format("there is no connection to the database ({}); check its server, then look whether the last act "
                       "was stored",
                       detail)}};
}
Error broken(std::string_view detail, std::string_view where) {
  return {"store.broken",
          {fmt::format("数据库出错，这次操作没有保存（{}）；请运行 gongkai doctor 检查", detail),
           fmt::format("the database failed and nothing of this act was stored ({}); run gongkai doctor", detail)},
          std::string(where)};
}
Error wrong_type(std::string_view wanted, std::size_t column) {
  return {
      "store.wrong_type",
      {fmt::format("第 {} 列不是所需的类型 {}；请报告这一程序错误", column, wanted),
       fmt::format("column {} does not hold the type {}; please report this fault of the program", column, wanted)}};
}
Error bad_text() {
  return {"store.bad_text",
          {"文字不是有效的 UTF-8，或含有零字节，没有保存；请检查文字的来源",
           "a text is no valid UTF-8 or holds a zero byte and was not stored; check where it comes from"}};
}

Error file_failure(int error_number, std::string_view path) {
  switch (error_number) {
    case ENOSPC:
    case EDQUOT: return disk_full(path);
    case EROFS:
    case EACCES:
    case EPERM: return read_only(path);
    default: return broken(fmt::format("{}: {}", path, std::strerror(error_number)), path);
  }
}

}  // namespace gongkai::store
