/* #expect comments of a source text, each with the lines of the statement it belongs to. */
#ifndef PML_EXPECT_COMMENTS_H
#define PML_EXPECT_COMMENTS_H

#include "base/base.h"

typedef struct PmlExpectComment {
    char text[200];      /* what is expected */
    int line;            /* of the comment */
    int32_t first, last; /* lines of the logical line before it, or of the one it ends */
} PmlExpectComment;

/* malloc'ed; *count of them. NULL: none, or no memory. */
PmlExpectComment *pml_expect_comments(const char *source, int64_t *count);

#endif
