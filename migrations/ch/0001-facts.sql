-- The one wide table: a fact is one dated thing that happened, with the trail it came by. All channels write here.
-- Deduplication by insert token makes "at least once" into exactly one row: a block sent again is dropped.
create table facts (
  workspace UUID,
  id UUID,
  kind LowCardinality(String),
  at DateTime64(3, 'UTC'),
  project UUID,
  objective UUID,
  action UUID,
  task UUID,
  link UUID,
  budget_line UUID,
  site UUID,
  actor UUID,
  visitor UInt64,
  name String,
  host LowCardinality(String),
  path String,
  title String,
  referrer String,
  channel LowCardinality(String),
  utm_source LowCardinality(String),
  utm_medium LowCardinality(String),
  utm_campaign LowCardinality(String),
  utm_content String,
  utm_term String,
  device LowCardinality(String),
  browser LowCardinality(String),
  os LowCardinality(String),
  country LowCardinality(String),
  bot UInt8,
  status UInt16,
  bytes UInt64,
  amount_cents Int64,
  quantity Float64,
  props Map(String, String),
  origin LowCardinality(String)
) engine = MergeTree
partition by toYYYYMM(at)
order by (workspace, kind, site, at, id)
settings non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;
