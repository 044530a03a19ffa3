// The grammar of a printed cell: 0, blank, /, —, 无, 124件, 1,234, １２, +1036, 251000元.
#pragma once
#include <string_view>

#include "report/model.h"

namespace gongkai::report {

enum class PrintedUnit : std::uint8_t { None, Count, Yuan, WanYuan, HundredMillionYuan };

struct CellValue {
  Reading reading = Unreadable{};
  PrintedUnit unit = PrintedUnit::None;
};

/// Never NotFound. Digits that are parted by blanks or line ends are Unreadable: nobody can know whether they are one
/// number or two. Thousands separators count only in groups of three.
CellValue read_cell_value(std::string_view text);

/// True for a text that a cell of figures may hold: a number or one of the marks for "none".
bool is_value(std::string_view text);

/// The figure in the unit of its column. `header_unit` is what the printed column head says, None where it says
/// nothing. `converted` is set when the printed unit is another than the column's own.
Quantity in_column_unit(Quantity printed, PrintedUnit cell_unit, PrintedUnit header_unit, law::CellUnit column,
                        bool& converted);

/// The unit that a printed column head names, e.g. 本年收费金额（单位：万元）.
PrintedUnit unit_in_head(std::string_view head);

}  // namespace gongkai::report
