// The portal sees public forms only, never the work.
#include "catalogue/model.h"
