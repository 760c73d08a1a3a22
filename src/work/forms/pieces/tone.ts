import type { FollowedRequest } from '../model.ts'

export const toneOfRequest = (state: FollowedRequest['state']) =>
  state === 'declined' ? 'bad' : state === 'done' ? 'done' : state === 'new' ? 'info' : 'active'
