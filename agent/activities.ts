/** What a stop signal's reason is when the portal wished it, rather than the person at the machine or its shutdown. */
export const BY_PORTAL = 'cancelled by the portal'

type Running = { controller: AbortController; ended: Promise<void> }
export type Activity = { signal: AbortSignal; end: () => void }

/** What this process is doing that the portal can cancel by its name: backups by their id, commands by theirs. */
export class Activities {
  readonly #running = new Map<string, Running>()

  /** `signal` fires with `stop`, or when the activity is cancelled. `end` has to be called when all is done. */
  begin(name: string, stop: AbortSignal): Activity {
    const controller = new AbortController()
    const stopped = () => controller.abort(stop.reason)
    stop.addEventListener('abort', stopped)
    if (stop.aborted) stopped()
    let settle = () => {}
    this.#running.set(name, { controller, ended: new Promise((resolve) => (settle = resolve)) })
    const end = () => {
      stop.removeEventListener('abort', stopped)
      this.#running.delete(name)
      settle()
    }
    return { signal: controller.signal, end }
  }

  /** Stops an activity and waits until it has ended. Answers false when there is none of this name. */
  async cancel(name: string): Promise<boolean> {
    const running = this.#running.get(name)
    running?.controller.abort(BY_PORTAL)
    await running?.ended
    return running !== undefined
  }
}
