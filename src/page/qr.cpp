// libqrencode gives the modules; runs of dark ones become one path.
#include "page/qr.h"

#include <qrencode.h>

#include <memory>
#include <string>

namespace gongkai::page {
namespace {

constexpr int kQuietZone = 4;  // modules, as the standard asks for

struct FreeCode {
  void operator()(QRcode* code) const { QRcode_free(code); }
};

std::string path_of(const QRcode& code) {
  std::string path;
  for (int row = 0; row < code.width; ++row) {
    for (int column = 0; column < code.width;) {
      const auto is_dark = [&](int at) { return (code.data[row * code.width + at] & 1) != 0; };
      if (!is_dark(column)) {
        ++column;
        continue;
      }
      int end = column;
      while (end < code.width && is_dark(end)) ++end;
      path += "M" + std::to_string(column + kQuietZone) + " " + std::to_string(row + kQuietZone) + "h" +
              std::to_string(end - column) + "v1H" + std::to_string(column + kQuietZone) + "z";
      column = end;
    }
  }
  return path;
}

}  // namespace

void write_qr(Html& html, std::string_view content, std::string_view title) {
  const std::unique_ptr<QRcode, FreeCode> code(QRcode_encodeString8bit(std::string(content).c_str(), 0, QR_ECLEVEL_M));
  if (!code) return;
  const std::string side = std::to_string(code->width + 2 * kQuietZone);
  const std::string path = path_of(*code);
  html("svg",
       {{"class", "qr"},
        {"viewBox", "0 0 " + side + " " + side},
        {"role", "img"},
        {"aria-label", title},
        {"shape-rendering", "crispEdges"}},
       [&] {
         html("rect", {{"width", side}, {"height", side}, {"fill", "#fff"}}, "");
         html("path", {{"d", path}, {"fill", "#000"}}, "");
       });
}

}  // namespace gongkai::page
