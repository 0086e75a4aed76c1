# What install.ps1 and uninstall.ps1 share. The brand's own values come from kit.json, so that no name is ever part of a script.
Set-StrictMode -Version 2
$ErrorActionPreference = 'Stop'
$kit = Get-Content -LiteralPath (Join-Path $here 'kit.json') -Raw -Encoding UTF8 | ConvertFrom-Json
if (-not $Lang) {
  switch ((Get-UICulture).TwoLetterISOLanguageName) {
    'fr' { $Lang = 'fr' }
    'en' { $Lang = 'en' }
    default { $Lang = $kit.locale }
  }
}
$support = @($kit.support.email, $kit.support.phone, $kit.support.url | Where-Object { $_ }) -join ', '
$configName = 'configuration.yaml'
$program = Join-Path $env:ProgramFiles $kit.id
$state = Join-Path $env:ProgramData $kit.id
$agent = Join-Path $program ($kit.id + '.mjs')
$envFile = Join-Path $program 'agent.env'
$taskName = $kit.id

# Says the French or the English sentence.
function Tell([string] $French, [string] $English) {
  if ($Lang -eq 'fr') { Write-Host $French } else { Write-Host $English }
}

# Says why it ends, and whom to call.
function Stop-Here([string] $French, [string] $English) {
  if ($Lang -eq 'fr') { [Console]::Error.WriteLine($French) } else { [Console]::Error.WriteLine($English) }
  if ($support) { [Console]::Error.WriteLine($kit.productName + ': ' + $support) }
  exit 1
}

function Assert-Administrator {
  $identity = New-Object Security.Principal.WindowsPrincipal ([Security.Principal.WindowsIdentity]::GetCurrent())
  if (-not $identity.IsInRole([Security.Principal.WindowsBuiltInRole]::Administrator)) {
    Stop-Here 'Ouvrez PowerShell en tant qu''administrateur, puis relancez la commande.' 'Open PowerShell as administrator, then run the command again.'
  }
}

# The full path of a program, or nothing.
function Find-Program([string] $Name) {
  $found = @(Get-Command -Name $Name -CommandType Application -ErrorAction SilentlyContinue)
  if ($found.Count -gt 0) { $found[0].Path }
}

function Stop-Agent {
  $task = Get-ScheduledTask -TaskName $taskName -ErrorAction SilentlyContinue
  if ($task) { Stop-ScheduledTask -TaskName $taskName }
}
