# Installs the agent of this kit:  .\install.ps1 -Key kwb_...
# -Path FOLDER,FOLDER  folders to back up, in place of those of configuration.yaml
# -Portal URL          address of the portal, in place of the kit's
# -NoService           installs no scheduled task
# The key can also be given in $env:AGENT_KEY.
[CmdletBinding()]
param(
  [string] $Key = $env:AGENT_KEY,
  [string] $Portal,
  [string[]] $Path = @(),
  [string] $Lang,
  [switch] $NoService
)
$here = Split-Path -Parent $MyInvocation.MyCommand.Path
. (Join-Path $here 'common.ps1')
if (-not $Portal) { $Portal = $kit.portal }

# Looked at before anything is written.
Assert-Administrator
$node = Find-Program 'node'
if (-not $node -or [version]((& $node --version).TrimStart('v')) -lt [version]'20.9.0') {
  Stop-Here 'Il faut Node.js 20.9 ou plus récent : winget install OpenJS.NodeJS.LTS' 'Node.js 20.9 or newer is needed: winget install OpenJS.NodeJS.LTS'
}
$restic = Find-Program 'restic'
if (-not $restic) {
  Stop-Here 'Il faut restic 0.14 ou plus récent : winget install restic.restic' 'restic 0.14 or newer is needed: winget install restic.restic'
}
$enrolled = Test-Path -LiteralPath (Join-Path $state 'enrollment.json')
if (-not $Key -and -not $enrolled) {
  if ($Lang -eq 'fr') { $Key = Read-Host 'Clé d''identification (kwb_...)' } else { $Key = Read-Host 'Identification key (kwb_...)' }
}

Stop-Agent
New-Item -ItemType Directory -Force -Path $program, $state | Out-Null
# The agent runs as the system and its folder holds the key: only the system and administrators get in.
& icacls.exe $state /inheritance:r /grant:r '*S-1-5-18:(OI)(CI)F' '*S-1-5-32-544:(OI)(CI)F' | Out-Null
foreach ($name in @(($kit.id + '.mjs'), 'kit.json', 'common.ps1', 'uninstall.ps1', $configName)) {
  Copy-Item -LiteralPath (Join-Path $here $name) -Destination $program -Force
}
Get-ChildItem -Path $here -Filter 'icon.*' | Copy-Item -Destination $program -Force
# A copy that only administrators can change: the one in PATH may belong to a user, and the agent runs as the system.
$ownRestic = Join-Path $program 'restic.exe'
if ($restic -ne $ownRestic) { Copy-Item -LiteralPath $restic -Destination $ownRestic -Force }
[IO.File]::WriteAllText($envFile, "RESTIC_BINARY='$ownRestic'`nAGENT_STATE='$state'`n")
$launcher = '@"{0}" "--env-file={1}" "{2}" %*' -f $node.Replace('%', '%%'), $envFile.Replace('%', '%%'), $agent.Replace('%', '%%')
Set-Content -LiteralPath (Join-Path $program ($kit.id + '.cmd')) -Value $launcher -Encoding Oem

if ($Key) {
  $arguments = @("--env-file=$envFile", $agent, 'enroll', '--portal', $Portal, '--lang', $Lang)
  foreach ($folder in $Path) { $arguments += @('--path', $folder) }
  $env:AGENT_KEY = $Key
  & $node $arguments
  $refused = $LASTEXITCODE -ne 0
  Remove-Item Env:AGENT_KEY
  if ($refused) {
    Stop-Here 'Les fichiers sont en place, mais la machine n''est pas enregistrée. Corrigez, puis relancez la même commande.' 'The files are in place, but the machine is not registered. Mend it, then run the same command again.'
  }
}

if (-not $NoService) {
  $action = New-ScheduledTaskAction -Execute $node -Argument ('"--env-file={0}" "{1}" run' -f $envFile, $agent) -WorkingDirectory $program
  $trigger = New-ScheduledTaskTrigger -AtStartup
  $principal = New-ScheduledTaskPrincipal -UserId 'S-1-5-18' -LogonType ServiceAccount -RunLevel Highest
  $settings = New-ScheduledTaskSettingsSet -AllowStartIfOnBatteries -DontStopIfGoingOnBatteries -StartWhenAvailable `
    -MultipleInstances IgnoreNew -RestartCount 999 -RestartInterval (New-TimeSpan -Minutes 1) -ExecutionTimeLimit ([TimeSpan]::Zero)
  Register-ScheduledTask -TaskName $taskName -Description $kit.productName -Action $action -Trigger $trigger `
    -Principal $principal -Settings $settings -Force | Out-Null
  Start-ScheduledTask -TaskName $taskName
  Tell "La tâche planifiée $taskName est en marche." "The scheduled task $taskName is running."
}

$command = Join-Path $program ($kit.id + '.cmd')
Tell ($kit.productName + " est installé dans $program.") ($kit.productName + " is installed in $program.")
Tell "Son état : & '$command' status" "Its state: & '$command' status"
if ($support) { Tell "Assistance : $support" "Support: $support" }
