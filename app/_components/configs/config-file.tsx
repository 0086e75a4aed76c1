/** A configuration file as it is written. */
export function ConfigFile({ body }: { body: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
    <pre tabIndex={0} className="max-h-[60dvh] overflow-auto rounded-[8px] border border-line bg-raised p-3 font-mono text-[13px]">
      {body}
    </pre>
  )
}
