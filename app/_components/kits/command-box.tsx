import { CopyButton } from '@/app/_components/ui/copy-button'

/** A command to be copied; lines of a longer one stand one below the other. */
export function CommandBox({ command, copyLabel }: { command: string; copyLabel: string }) {
  return (
    <div className="grid justify-items-start gap-2">
      <code className="w-full select-all whitespace-pre-wrap rounded-[8px] border border-line bg-raised px-3 py-2.5 font-mono text-[13px] [overflow-wrap:anywhere]">
        {command}
      </code>
      <CopyButton text={command} label={copyLabel} />
    </div>
  )
}
