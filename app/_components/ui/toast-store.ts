export type Toast = { id: number; text: string; tone: 'good' | 'danger'; undo?: { label: string; run: () => void } }

// Outside React, so that a message outlives the page on which its action was taken.
let shown: readonly Toast[] = []
let lastId = 0
const listeners = new Set<() => void>()

/** Says how something went, in a corner of the page. */
export function toast(message: Omit<Toast, 'id'>): void {
  lastId++
  publish([...shown.slice(-2), { ...message, id: lastId }])
}

export function dismissToast(id: number): void {
  publish(shown.filter((entry) => entry.id !== id))
}

export const currentToasts = (): readonly Toast[] => shown

export function onToasts(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

function publish(next: readonly Toast[]): void {
  shown = next
  for (const listener of listeners) listener()
}
