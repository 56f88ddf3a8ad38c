#include "base/profile.h"

const PmlProfile pml_profiles[] = {
#define PML_PROFILE(profile_name, ...) {.name = profile_name, __VA_ARGS__},
#include "base/profiles.def"
};
const int pml_profile_count = (int)PML_COUNT_OF(pml_profiles);

const PmlDifference pml_differences[] = {
#define PML_MODELLED(profile, en, zh) {profile, true, en, zh},
#define PML_NOT_MODELLED(profile, en, zh) {profile, false, en, zh},
#include "base/profiles.def"
};
const int pml_difference_count = (int)PML_COUNT_OF(pml_differences);

const PmlProfile *pml_profile_find(const char *name)
{
    for (int i = 0; i < pml_profile_count; i++) {
        if (strcmp(pml_profiles[i].name, name) == 0) {
            return &pml_profiles[i];
        }
    }
    return NULL;
}
