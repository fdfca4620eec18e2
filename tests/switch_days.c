/* The days on which the rules change: see the header. */
#include "switch_days.h"

#include <string.h>

#include "util/date.h"
#include "util/memory.h"

/* A list that is being made. */
struct day_list {
    int32_t *days;
    size_t count, room;
};

size_t switch_days_add(int32_t *days, size_t count, int32_t day)
{
    size_t at = 0;
    while (at < count && days[at] < day)
        at++;
    if (at < count && days[at] == day)
        return count;
    memmove(days + at + 1, days + at, (count - at) * sizeof *days);
    days[at] = day;
    return count + 1;
}

/* Adds a day that is a real one. */
static void list_add(struct day_list *list, int32_t day)
{
    if (day == DATE_MIN || day == DATE_MAX)
        return;
    if (list->count == list->room)
        die("a test has no room for so many days");
    list->count = switch_days_add(list->days, list->count, day);
}

/* Adds the days of all versions of a parameter. */
static void list_add_parameter(struct day_list *list, const struct rules *rules, uint16_t parameter)
{
    if (parameter == RULES_NONE)
        return;
    const struct rules_parameter *p = &rules->parameters[parameter];
    for (uint32_t i = p->first_version; i < p->first_version + p->version_count; i++) {
        list_add(list, rules->versions[i].from);
        list_add(list, rules->versions[i].revision);
    }
}

/* Adds the days that a node looks at. */
static void list_add_node(struct day_list *list, const struct rules *rules, const struct rules_node *node)
{
    if (node->split == SPLIT_BEFORE || node->split == SPLIT_SINCE)
        list_add(list, node->day);
    if (node->split == SPLIT_PARAMETER)
        list_add_parameter(list, rules, node->parameter);
}

size_t switch_days(const struct rules *rules, bool figures, int32_t *days, size_t room)
{
    struct day_list list = {days, 0, room};
    for (uint32_t i = 0; i < rules->tree_count; i++) {
        list_add(&list, rules->trees[i].from);
        list_add(&list, rules->trees[i].until);
    }
    for (uint32_t i = 0; i < rules->node_count; i++)
        list_add_node(&list, rules, &rules->nodes[i]);
    for (size_t i = 0; figures && i < FIGURE_COUNT; i++)
        list_add_parameter(&list, rules, rules->figures[i]);
    for (uint32_t i = 0; figures && i < rules->band_count; i++)
        list_add_parameter(&list, rules, rules->bands[i].parameter);
    return list.count;
}
