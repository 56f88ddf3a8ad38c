/* The end of a failed assertion: one line on the process's error output, then abort. */
#include "base/base.h"

#include <unistd.h>

static void put(const char *text)
{
    if (write(2, text, strlen(text)) < 0) {
        return; /* nowhere to complain */
    }
}

_Noreturn void pml_assert_failed(const char *what, const char *file, int line)
{
    char digits[12];
    int n = (int)sizeof digits - 1;
    digits[n] = 0;
    do {
        digits[--n] = (char)('0' + line % 10);
        line /= 10;
    } while (line > 0 && n > 0);
    put(file);
    put(":");
    put(digits + n);
    put(": assertion failed: ");
    put(what);
    put("\n");
    abort();
}
