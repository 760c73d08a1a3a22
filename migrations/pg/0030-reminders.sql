-- approvals: reminders go out by themselves until somebody switches them off.
alter table approvals add column reminds boolean not null default true;
alter table approvers add column reminded_on date, add column reminders int not null default 0;
