# Removes the agent of this kit from the machine:  .\uninstall.ps1
# -Purge  also deletes its folder in ProgramData: the key, the log and the reports that wait. Its backups stay in the portal.
[CmdletBinding()]
param([switch] $Purge, [string] $Lang)
$here = Split-Path -Parent $MyInvocation.MyCommand.Path
. (Join-Path $here 'common.ps1')

Assert-Administrator
Stop-Agent
Unregister-ScheduledTask -TaskName $taskName -Confirm:$false -ErrorAction SilentlyContinue
if (Test-Path -LiteralPath $agent) { Remove-Item -LiteralPath $program -Recurse -Force }
if ($Purge -and (Test-Path -LiteralPath $state)) { Remove-Item -LiteralPath $state -Recurse -Force }

Tell ($kit.productName + ' est désinstallé. Les sauvegardes restent dans le portail.') ($kit.productName + ' is removed. Its backups stay in the portal.')
if (Test-Path -LiteralPath $state) {
  Tell "La clé, le journal et les rapports restent dans $state (-Purge les efface)." "The key, the log and the reports stay in $state (-Purge deletes them)."
}
