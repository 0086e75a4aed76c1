export type KitState = 'draft' | 'published' | 'retired'

/** How a version stands, judged by its facts alone. */
export function kitState({ publishedAt, retiredAt }: { publishedAt: Date | null; retiredAt: Date | null }): KitState {
  if (publishedAt === null) return 'draft'
  return retiredAt === null ? 'published' : 'retired'
}
