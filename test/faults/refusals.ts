import type { Dialect } from '../drivers/tables.ts'

/** Triggers that refuse to change a session with the error of a full disk, and how they go again. */
export const refusals: Record<Dialect, { refuse: string[]; allow: string; message: RegExp }> = {
  sqlite: {
    refuse: [
      `create trigger full before update on user_session begin
        select raise(abort, 'database or disk is full');
      end`,
    ],
    allow: 'drop trigger full',
    message: /database or disk is full/,
  },
  postgres: {
    refuse: [
      `create function refuse() returns trigger language plpgsql as $$ begin
        raise exception 'No space left on device' using errcode = '53100';
      end $$`,
      `create trigger "full" before update on user_session
        for each row execute function refuse()`,
    ],
    allow: 'drop trigger "full" on user_session',
    message: /No space left on device/,
  },
  mysql: {
    refuse: [
      `create trigger full before update on user_session for each row begin
        signal sqlstate 'HY000' set mysql_errno = 1021, message_text = 'Disk full';
      end`,
    ],
    allow: 'drop trigger full',
    message: /Disk full/,
  },
}
