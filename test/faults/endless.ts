/** How a write can be undone for ever, and how often that was tried: what counts is not undone. */
export const endless: Record<
  'postgres' | 'mysql',
  { refuse: string[]; tries: string; message: string }
> = {
  postgres: {
    refuse: [
      'create sequence tries',
      `create function refuse() returns trigger language plpgsql as $$ begin
        perform nextval('tries');
        raise exception 'could not serialize access' using errcode = '40001';
      end $$`,
      `create trigger refuse before insert or update on user_session
        for each row execute function refuse()`,
    ],
    tries: 'select last_value as tries from tries',
    message: 'could not serialize access',
  },
  mysql: {
    refuse: [
      'create table tries (number int) engine = MyISAM',
      ...['insert', 'update'].map(
        (
          event,
        ) => `create trigger refuse_${event} before ${event} on user_session for each row begin
          insert into tries values (1);
          signal sqlstate '40001' set mysql_errno = 1213, message_text = 'Deadlock found';
        end`,
      ),
    ],
    tries: 'select count(*) as tries from tries',
    message: 'Deadlock found',
  },
}
