/** An invitation as the page of its link shows it. */
export type Invitation = {
  state: 'open' | 'expired'
  userName: string
  displayName: string
  accountName: string
  timeZone: string
  expiresAt: Date
}
