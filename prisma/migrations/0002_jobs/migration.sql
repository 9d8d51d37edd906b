-- State of the embedded runner: events, runs, steps, queue, waits. Plain SQL by lib/jobs; Prisma does not model this schema.
-- Documents are `json`, not `jsonb`: the text of an event or a step result comes back as it was stored.
CREATE SCHEMA IF NOT EXISTS jobs;

CREATE TABLE jobs.events (
  id          text PRIMARY KEY,
  ext_id      text,
  name        text NOT NULL,
  data        json NOT NULL,
  ts          timestamptz NOT NULL,
  received_at timestamptz NOT NULL
);
-- The same event id counts once per name, for as long as the row is kept (24 h at least).
CREATE UNIQUE INDEX events_ext_id ON jobs.events (name, ext_id);
CREATE INDEX events_received_at ON jobs.events (received_at);

CREATE TABLE jobs.runs (
  id          text PRIMARY KEY,
  fn_id       text NOT NULL,
  event       json NOT NULL,
  status      text NOT NULL DEFAULT 'queued' CHECK (status IN ('queued', 'running', 'completed', 'failed', 'cancelled')),
  output      json,
  error       json,
  parent_run  text,
  parent_step text,
  keys        text[] NOT NULL DEFAULT '{}',
  caps        integer[] NOT NULL DEFAULT '{}',
  created_at  timestamptz NOT NULL,
  started_at  timestamptz,
  ended_at    timestamptz
);
-- One child per invoking step, whatever happens between the insert and the answer.
CREATE UNIQUE INDEX runs_parent ON jobs.runs (parent_run, parent_step);
CREATE INDEX runs_live ON jobs.runs (fn_id) WHERE ended_at IS NULL;
CREATE INDEX runs_ended_at ON jobs.runs (ended_at) WHERE ended_at IS NOT NULL;

-- Order in which steps settled; the SDK replays a function in this order.
CREATE SEQUENCE jobs.settled_order;

CREATE TABLE jobs.steps (
  run_id  text NOT NULL REFERENCES jobs.runs (id) ON DELETE CASCADE,
  id      text NOT NULL,
  op      text NOT NULL,
  name    text,
  race    boolean NOT NULL DEFAULT false,
  -- NULL while pending; else {"type":"data","data":…} or {"type":"error","error":…}.
  state   json,
  bytes   integer NOT NULL DEFAULT 0,
  settled bigint,
  PRIMARY KEY (run_id, id)
);

CREATE TABLE jobs.queue (
  id          text PRIMARY KEY,
  position    bigint GENERATED ALWAYS AS IDENTITY,
  run_id      text NOT NULL REFERENCES jobs.runs (id) ON DELETE CASCADE,
  step_id     text NOT NULL DEFAULT '',
  -- discover, step: calls of the function. sleep, wait, start, finish: timers.
  kind        text NOT NULL CHECK (kind IN ('discover', 'step', 'sleep', 'wait', 'start', 'finish')),
  run_at      timestamptz NOT NULL,
  attempt     integer NOT NULL DEFAULT 0,
  crashes     integer NOT NULL DEFAULT 0,
  -- Asked for again while it was being worked on.
  again       boolean NOT NULL DEFAULT false,
  -- Counts claims: a claim is fenced by the number that it was given.
  generation  integer NOT NULL DEFAULT 0,
  keys        text[] NOT NULL DEFAULT '{}',
  caps        integer[] NOT NULL DEFAULT '{}',
  owner       text,
  lease_until timestamptz,
  UNIQUE (run_id, step_id, kind)
);
CREATE INDEX queue_due ON jobs.queue (run_at, position);
CREATE INDEX queue_leased ON jobs.queue (owner) WHERE owner IS NOT NULL;

CREATE TABLE jobs.waits (
  run_id  text NOT NULL REFERENCES jobs.runs (id) ON DELETE CASCADE,
  step_id text NOT NULL,
  event   text NOT NULL,
  expr    text,
  PRIMARY KEY (run_id, step_id)
);
CREATE INDEX waits_event ON jobs.waits (event);

CREATE TABLE jobs.idempotency (
  fn_id      text NOT NULL,
  key        text NOT NULL,
  run_id     text NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (fn_id, key)
);

-- Leases up to p_limit due items to p_owner. Time of day is the caller's clock (p_now); leases are on the server's own,
-- so that processes whose clocks differ agree on them. Items under a concurrency cap are counted under one lock.
CREATE FUNCTION jobs.claim(p_owner text, p_lease interval, p_now timestamptz, p_limit integer)
RETURNS SETOF jobs.queue LANGUAGE plpgsql AS $$
DECLARE
  candidate record;
  item      jobs.queue;
  taken     integer := 0;
  locked    boolean := false;
  full_keys text[] := '{}';
  i         integer;
  busy      integer;
BEGIN
  FOR candidate IN
    SELECT q.id, q.keys, q.caps FROM jobs.queue q
    WHERE q.run_at <= p_now AND (q.lease_until IS NULL OR q.lease_until <= clock_timestamp())
    ORDER BY q.run_at, q.position
  LOOP
    EXIT WHEN taken >= p_limit;
    CONTINUE WHEN candidate.keys && full_keys;
    IF cardinality(candidate.keys) > 0 THEN
      IF NOT locked THEN
        PERFORM pg_advisory_xact_lock(5072961040);
        locked := true;
      END IF;
      FOR i IN 1 .. cardinality(candidate.keys) LOOP
        SELECT count(*) INTO busy FROM jobs.queue q
        WHERE q.owner IS NOT NULL AND q.lease_until > clock_timestamp() AND candidate.keys[i] = ANY (q.keys);
        IF busy >= candidate.caps[i] THEN
          full_keys := full_keys || candidate.keys[i];
        END IF;
      END LOOP;
      CONTINUE WHEN candidate.keys && full_keys;
    END IF;
    SELECT q.* INTO item FROM jobs.queue q
    WHERE q.id = candidate.id AND q.run_at <= p_now AND (q.lease_until IS NULL OR q.lease_until <= clock_timestamp())
    FOR UPDATE SKIP LOCKED;
    CONTINUE WHEN NOT FOUND;
    UPDATE jobs.queue q
    SET owner = p_owner, lease_until = clock_timestamp() + p_lease, generation = q.generation + 1,
        crashes = q.crashes + CASE WHEN item.lease_until IS NULL THEN 0 ELSE 1 END
    WHERE q.id = item.id
    RETURNING q.* INTO item;
    taken := taken + 1;
    RETURN NEXT item;
  END LOOP;
END $$;
