-- platform: whether a change was taken back is asked of every line of a history.
create index on history (undo_of) where undo_of is not null;
