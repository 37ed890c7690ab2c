/* BUG: the program itself is wrong. For what can't happen unless the code is at fault; a mistake of
 * the user is a finding, a failure of the machine is a status. */
#ifndef POL_BASE_BUG_H
#define POL_BASE_BUG_H

#include "base/compiler.h"

/* Says on standard error where the mistake is and aborts; `pol` turns that into status 70. */
#define BUG(message) bug_found(__FILE__, __LINE__, (message))

void bug_found(const char *file, int line, const char *message) POL_NORETURN;

#endif
