import { z } from 'zod'
import { readIfThere, writeWhole } from './files'
import type { StateFolder } from './state'

const enrollmentSchema = z.object({
  portal: z.string(),
  key: z.string(),
  lang: z.enum(['fr', 'en']),
  machineId: z.string(),
  machineName: z.string(),
  contractTitle: z.string(),
})

/** Who this machine is for which portal. */
export type Enrollment = z.infer<typeof enrollmentSchema>

/** The kept enrolment, null when the machine has none. Throws on a file that somebody damaged. */
export function findEnrollment(state: StateFolder): Enrollment | null {
  const text = readIfThere(state.enrollment)
  return text === null ? null : enrollmentSchema.parse(JSON.parse(text))
}

export function keepEnrollment(state: StateFolder, enrollment: Enrollment): void {
  writeWhole(state.enrollment, `${JSON.stringify(enrollment, null, 2)}\n`)
}
