/* The files of the site: see the header. */
#include "site_files.h"

#include <stdio.h>
#include <string.h>

#include "program.h"

#define MILLISECONDS 1000

/* Says what is wrong with the file PATH; true when that does not matter. */
static bool site_files_judge(struct errors *errors, const char *path, bool named)
{
    bool sound = errors->count == 0;
    errors_print(errors, stderr);
    if (!sound && !named)
        fprintf(stderr, "droits-sante: goes on without %s\n", path);
    errors_done(errors);
    return sound || !named;
}

bool site_files_load(struct site_files *files, const struct options *options)
{
    struct errors errors = {0};
    *files = (struct site_files){0};
    const char *site = site_choose_file(options->site, SITE_FILE);
    if (site)
        files->site = site_read(site, &errors);
    if (!site_files_judge(&errors, site, options->site != NULL))
        return false;
    errors = (struct errors){0};
    const char *places = site_choose_file(options->places, SITE_PLACES_FILE);
    if (places)
        files->places = site_read_places(places, &errors);
    return site_files_judge(&errors, places, options->places != NULL);
}

void site_files_done(struct site_files *files)
{
    site_free(files->site);
    site_free_places(files->places);
    *files = (struct site_files){0};
}

/* The first language of the site that is not French, or null. */
static const char *site_files_second(const struct site *site)
{
    for (size_t i = 0; i < site->language_count; i++)
        if (strcmp(site->languages[i], "fr") != 0)
            return site->languages[i];
    return NULL;
}

void site_files_apply(const struct site_files *files, struct screens_options *screens)
{
    const struct site *site = files->site;
    screens->pdf_helper = program_pdf_helper();
    screens->places = files->places;
    if (!site)
        return;
    screens->queue = site->printer;
    if (site->address)
        screens->address = site->address;
    screens->languages = site->languages;
    screens->language_count = site->language_count;
    screens->beside = site_files_second(site);
    screens->idle_before_ms = site->idle_before * MILLISECONDS;
    screens->idle_results_ms = site->idle_results * MILLISECONDS;
    screens->idle_warning_ms = site->idle_warning * MILLISECONDS;
}
