export type Subject = { kind: 'cell' | 'bar'; index: number; element: HTMLElement }

const GAP_MILLISECONDS = 80

/**
 * What is pointed at or focused, and the cross-highlight that follows from it (requirements C3, C5). It sets attributes
 * on what is on screen and one class around it, past React: at 10,000 machines that is the difference between one frame
 * and many. Cells and bars name their contract's place in data-c.
 */
export class Spotlight {
  private root: HTMLElement | null = null
  private subject: Subject | null = null
  private timer: ReturnType<typeof setTimeout> | undefined
  private readonly listeners = new Set<() => void>()

  attach = (root: HTMLElement | null): void => {
    this.root = root
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  getSubject = (): Subject | null => this.subject

  show(element: HTMLElement): void {
    clearTimeout(this.timer)
    if (element === this.subject?.element) return
    const kind = element.dataset.machine === undefined ? 'bar' : 'cell'
    this.subject = { kind, index: Number(element.dataset.machine ?? element.dataset.c), element }
    this.renew()
    this.tell()
  }

  /** The pointer crosses the gaps between cells all the time; only staying there ends the highlight. */
  clearSoon(): void {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.clear(), GAP_MILLISECONDS)
  }

  clear(): void {
    clearTimeout(this.timer)
    if (!this.subject) return
    this.subject = null
    this.renew()
    this.tell()
  }

  /** Everything has been scrolled: what is focused keeps its highlight, the pointer is over something else by now. */
  moved = (): void => {
    if (!this.subject) return
    if (this.subject.element === document.activeElement) {
      this.subject = { ...this.subject }
      this.tell()
    } else this.clear()
  }

  /** Marks again what is on screen now; for rows that have just come into view. */
  renew = (): void => {
    if (!this.root) return
    if (this.subject && !this.subject.element.isConnected) {
      this.clear()
      return
    }
    const contract = this.subject?.element.dataset.c
    this.root.classList.toggle('linking', contract !== undefined)
    for (const element of this.root.querySelectorAll<HTMLElement>('[data-c]')) {
      if (contract !== undefined && element.dataset.c === contract) element.dataset.linked = 'true'
      else if (element.dataset.linked) delete element.dataset.linked
    }
  }

  private tell(): void {
    for (const listener of this.listeners) listener()
  }
}
