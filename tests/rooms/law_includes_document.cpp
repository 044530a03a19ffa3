// law may not include document (cmake/rooms.cmake): this file must not compile there.
#include "document/document.h"

int main() {}
