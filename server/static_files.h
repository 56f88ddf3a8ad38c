/* The page's files, read into memory at start: no request ever names a file on disk. */
#ifndef PML_STATIC_FILES_H
#define PML_STATIC_FILES_H

#include <stddef.h>

typedef struct PmlStaticFile {
    char *path; /* "/assets/index.js" */
    const char *type;
    char *bytes;
    size_t size;
    char tag[24];                       /* of its contents, quoted as in ETag */
    const struct PmlStaticFile *packed; /* the same, gzipped (PATH.gz), or NULL */
    struct PmlStaticFile *next;
} PmlStaticFile;

/* All files under folder; NULL: none (the server then has no page). */
PmlStaticFile *pml_static_load(const char *folder);
void pml_static_free(PmlStaticFile *first);
/* "/" is "/index.html". NULL: not found. */
const PmlStaticFile *pml_static_find(const PmlStaticFile *first, const char *path);

#endif
