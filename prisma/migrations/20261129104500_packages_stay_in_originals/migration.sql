-- Nothing is decided by the list of installed packages; the original of the report keeps it.
UPDATE "host_source" SET "facts" = "facts" - 'installed_packages_array'
WHERE "facts" -> 'installed_packages_array' IS NOT NULL;
