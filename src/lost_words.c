/* Words of a text that a screen does not show: see the header. */
#include "lost_words.h"

#include <stdlib.h>
#include <string.h>

/* The words of a text, in order of their bytes. */
struct word_list {
    char *text; /* owned; words are terminated in place */
    const char **words;
    size_t count;
};

/* Compares two words. */
static int word_compare(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Adds the word of LENGTH bytes at WORD without the brackets around it and the marker before it. */
static void word_list_add(struct word_list *list, char *word, size_t length)
{
    while (length > 0 && word[length - 1] == ']')
        length--;
    word[length] = '\0';
    word += strspn(word, "[>");
    if (*word)
        list->words[list->count++] = word;
}

/* Takes TEXT apart. */
static struct word_list word_list_make(const char *text)
{
    struct word_list list = {.text = memory_copy_text(text)};
    list.words = memory_new((strlen(text) / 2 + 1) * sizeof *list.words);
    for (char *word = list.text + strspn(list.text, " \n"); *word;) {
        size_t length = strcspn(word, " \n");
        char *next = word + length + strspn(word + length, " \n");
        word_list_add(&list, word, length);
        word = next;
    }
    qsort(list.words, list.count, sizeof *list.words, word_compare);
    return list;
}

/* Frees a list. */
static void word_list_done(struct word_list *list)
{
    free(list->words);
    free(list->text);
}

int lost_words_find(const char *text, const char *screen, struct buffer *lost)
{
    struct word_list wanted = word_list_make(text);
    struct word_list shown = word_list_make(screen);
    int count = 0;
    size_t at = 0;
    for (size_t i = 0; i < wanted.count; i++) {
        while (at < shown.count && strcmp(shown.words[at], wanted.words[i]) < 0)
            at++;
        if (at < shown.count && strcmp(shown.words[at], wanted.words[i]) == 0) {
            at++;
            continue;
        }
        buffer_add_char(lost, ' ');
        buffer_add(lost, wanted.words[i]);
        count++;
    }
    word_list_done(&wanted);
    word_list_done(&shown);
    return count;
}
