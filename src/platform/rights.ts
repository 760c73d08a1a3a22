/** What a procedure asks for, from the least to the most. */
export const rights = ['see', 'contribute', 'conduct', 'administer', 'own'] as const
export type Right = (typeof rights)[number]

export type Role = 'owner' | 'admin' | 'manager' | 'member' | 'guest'
export type ProjectRole = 'lead' | 'contributor' | 'reader'
export type KeyAccess = 'read' | 'write' | 'admin'

const ofRole: Record<Role, Right> = {
  owner: 'own',
  admin: 'administer',
  manager: 'conduct',
  member: 'contribute',
  guest: 'see',
}
const ofProjectRole: Record<ProjectRole, Right> = {
  lead: 'conduct',
  contributor: 'contribute',
  reader: 'see',
}
const ofKey: Record<KeyAccess, Right> = { read: 'see', write: 'conduct', admin: 'administer' }

export const reaches = (held: Right, asked: Right) => rights.indexOf(held) >= rights.indexOf(asked)
const lower = (a: Right, b: Right): Right => (reaches(a, b) ? b : a)

export const rightOfRole = (role: Role, key?: KeyAccess): Right =>
  key ? lower(ofRole[role], ofKey[key]) : ofRole[role]

/**
 * What somebody may do in one project. A role given in the project replaces the role in the workspace,
 * up or down, except for owners and administrators, whom no project can shut out.
 */
export function rightInProject(role: Role, projectRole: ProjectRole | undefined, key?: KeyAccess): Right {
  const held =
    role === 'owner' || role === 'admin' || !projectRole ? ofRole[role] : ofProjectRole[projectRole]
  return key ? lower(held, ofKey[key]) : held
}
