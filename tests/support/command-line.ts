import { type Command, parseOptions } from '@/bin/operator/usage'

/** What a command of the operator prints with --json; throws what it would say instead. */
export async function runCommand<T>(command: Command | undefined, ...args: string[]): Promise<T> {
  if (!command) throw new Error('no such command')
  return (await command.run(parseOptions(command, args))).json as T
}
