-- The five roles of the API. What an editor could do, an engineer can.
alter table ai_etl.memberships drop constraint memberships_role_check;
update ai_etl.memberships set role = case role
  when 'owner' then 'admin'
  when 'editor' then 'engineer'
  else role
end;
alter table ai_etl.memberships add constraint memberships_role_check
  check (role in ('admin', 'architect', 'engineer', 'analyst', 'viewer'));
