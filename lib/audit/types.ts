/** One line of the audit log (requirements G2). `resellerName` is null for what concerns the platform alone. */
export type AuditEntry = {
  id: string
  at: Date
  actorKind: 'user' | 'machine' | 'operator' | 'system'
  actorId: string | null
  actorName: string
  action: string
  subjectKind: string
  subjectId: string | null
  subjectName: string
  address: string | null
  detail: Record<string, unknown>
  resellerId: string | null
  resellerName: string | null
  /** The space that a user saw the portal as; its name is null once it is deleted. */
  acting: { spaceName: string | null } | null
}

/** `next` is where the following page begins, null on the last one. */
export type AuditPage = { entries: AuditEntry[]; next: string | null }

/** Who and what an audit log can be narrowed to; `chosen` name what its filter holds. */
export type AuditChoices = {
  people: { id: string; name: string }[]
  chosenPerson: string | null
  chosenSubject: string | null
  chosenReseller: string | null
}
