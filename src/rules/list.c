/* A growing array of equal records: see the header. */
#include "rules/list.h"

#include <string.h>

#include "util/memory.h"

void *list_push(struct list *list)
{
    if (list->count == list->capacity) {
        list->capacity = list->capacity ? list->capacity * 2 : 16;
        list->items = memory_resize(list->items, list->capacity, list->size);
    }
    void *item = list->items + (size_t)list->count++ * list->size;
    memset(item, 0, list->size);
    return item;
}

void *list_at(const struct list *list, uint32_t index)
{
    return list->items + (size_t)index * list->size;
}
