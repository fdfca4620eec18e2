/* A growing array of equal records, used while rules are being built.
 * It deliberately never shrinks and never moves a record's index. */
#ifndef DS_RULES_LIST_H
#define DS_RULES_LIST_H

#include <stddef.h>
#include <stdint.h>

struct list {
    char *items; /* owned */
    size_t size; /* bytes of a record */
    uint32_t count, capacity;
};

/* Appends a zeroed record and returns it; earlier pointers may become stale. */
void *list_push(struct list *list);

/* The record at INDEX. */
void *list_at(const struct list *list, uint32_t index);

#endif
