-- The class in which a length of time is counted: each second by itself up to 16, then eight classes in each doubling, up to
-- 2^32; 0 is all below 0. The number of lengths in a class is in the ledger, their order within it in an index.
create function length_class(seconds bigint) returns int language sql immutable parallel safe return width_bucket(
  seconds,
    '{0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,18,20,22,24,26,28,30,32,36,40,44,48,52,56,60,64,72,80,88,96,104,112,120,'
    '128,144,160,176,192,208,224,240,256,288,320,352,384,416,448,480,512,576,640,704,768,832,896,960,1024,1152,1280,'
    '1408,1536,1664,1792,1920,2048,2304,2560,2816,3072,3328,3584,3840,4096,4608,5120,5632,6144,6656,7168,7680,8192,'
    '9216,10240,11264,12288,13312,14336,15360,16384,18432,20480,22528,24576,26624,28672,30720,32768,36864,40960,45056,'
    '49152,53248,57344,61440,65536,73728,81920,90112,98304,106496,114688,122880,131072,147456,163840,180224,196608,'
    '212992,229376,245760,262144,294912,327680,360448,393216,425984,458752,491520,524288,589824,655360,720896,786432,'
    '851968,917504,983040,1048576,1179648,1310720,1441792,1572864,1703936,1835008,1966080,2097152,2359296,2621440,'
    '2883584,3145728,3407872,3670016,3932160,4194304,4718592,5242880,5767168,6291456,6815744,7340032,7864320,8388608,'
    '9437184,10485760,11534336,12582912,13631488,14680064,15728640,16777216,18874368,20971520,23068672,25165824,'
    '27262976,29360128,31457280,33554432,37748736,41943040,46137344,50331648,54525952,58720256,62914560,67108864,'
    '75497472,83886080,92274688,100663296,109051904,117440512,125829120,134217728,150994944,167772160,184549376,'
    '201326592,218103808,234881024,251658240,268435456,301989888,335544320,369098752,402653184,436207616,469762048,'
    '503316480,536870912,603979776,671088640,738197504,805306368,872415232,939524096,1006632960,1073741824,1207959552,'
    '1342177280,1476395008,1610612736,1744830464,1879048192,2013265920,2147483648,2415919104,2684354560,2952790016,'
    '3221225472,3489660928,3758096384,4026531840}'::bigint[]
);

alter table tickets
  add column closed_month int generated always as (
    date_part('year', (closed_at at time zone 'Asia/Shanghai')::date)::int * 12
      + date_part('month', (closed_at at time zone 'Asia/Shanghai')::date)::int - 1
  ) stored,
  add column handling_class int generated always as (
    length_class(extract(epoch from closed_at - reported_at)::bigint)
  ) stored;
-- the middle lengths of a median, among those of one class; the rest is what the answer and the policy of the table read
create index tickets_handling on tickets (closed_month, handling_class, region_id)
  include (reported_at, closed_at, imported_in, superseded_in, grid);

-- How many tickets have a length of each class, in the ledger as other sums from counties up, for what was imported before.
create temporary table lengths on commit drop as
with own as (
  select r.region_id, r.imported_in, r.superseded_in, r.handling_class as class, r.closed_month as month, count(*) as amount
  from tickets r where r.closed_month is not null and r.handling_class is not null
  group by 1, 2, 3, 4, 5
), above as (
  select d.region_id, a.region_id as ancestor_id, greatest(d.imported_in, a.imported_in) as since,
    least(coalesce(d.superseded_in, 2147483647), coalesce(a.superseded_in, 2147483647)) as until
  from (select distinct region_id from own) o
  join region_versions d on d.region_id = o.region_id
  cross join lateral unnest(d.path) as p(id)
  join region_versions a on a.region_id = p.id and a.level in ('province', 'city', 'county')
), held as (
  select u.ancestor_id, o.class, o.month, o.amount, greatest(o.imported_in, u.since) as since,
    least(coalesce(o.superseded_in, 2147483647), u.until) as until
  from own o join above u on u.region_id = o.region_id
)
select e.import_id, h.ancestor_id as region_id, '#class:' || h.class as member, h.month / 12 as year, h.month % 12 + 1 as month,
  sum(e.sign * h.amount)::bigint as delta
from held h cross join lateral (values (h.since, 1), (h.until, -1)) as e(import_id, sign)
where h.since < h.until and e.import_id < 2147483647
group by 1, 2, 3, 4, 5;

insert into cell_change_years (import_id, region_id, measure, member, year, deltas)
select l.import_id, l.region_id, 'tickets.median_hours', l.member, l.year, array_agg(coalesce(c.delta, 0) order by m.month)
from (select distinct import_id, region_id, member, year from lengths where delta <> 0) l
cross join generate_series(1, 12) as m(month)
left join lengths c on c.import_id = l.import_id and c.region_id = l.region_id and c.member = l.member
  and c.year = l.year and c.month = m.month
group by l.import_id, l.region_id, l.member, l.year;

insert into cell_years (region_id, measure, member, year, amounts)
select l.region_id, 'tickets.median_hours', l.member, l.year, array_agg(coalesce(c.value, 0) order by m.month)
from (select distinct region_id, member, year from lengths where delta <> 0) l
cross join generate_series(1, 12) as m(month)
left join (
  select region_id, member, year, month, sum(delta)::bigint as value from lengths group by region_id, member, year, month
) c on c.region_id = l.region_id and c.member = l.member and c.year = l.year and c.month = m.month
group by l.region_id, l.member, l.year;
