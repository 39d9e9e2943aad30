-- An import that comes again to the same places and years changes every sum on a page. With half of it free the new rows stand
-- beside the old ones: no index learns of them, and the sums of a region stay together. Pages that are there keep their filling.
alter table cell_years set (fillfactor = 50);
