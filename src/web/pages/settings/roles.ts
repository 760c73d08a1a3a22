import type { Role } from '#platform/rights.ts'

export const roleKeys = {
  owner: 'role.owner',
  admin: 'role.admin',
  manager: 'role.manager',
  member: 'role.member',
  guest: 'role.guest',
} as const satisfies Record<Role, string>
