# Installs So bank silently on this Windows, runs it, removes it, and looks at what is left.
# Usage: build/windows/try.ps1 sobank-VERSION-installation.exe    (on a computer for tests: it
# ends by removing the data of So bank of this account)
param([Parameter(Mandatory)][string]$Installer)
$ErrorActionPreference = 'Stop'
$folder = "$env:LOCALAPPDATA\Programs\So bank"
$data = "$env:APPDATA\So bank"
$key = 'HKCU:\Software\Microsoft\Windows\CurrentVersion\Uninstall\So bank'

function Check([string]$what, [bool]$holds) {
  if (-not $holds) { throw "no: $what" }
  Write-Output "ok: $what"
}
function Run([string]$program, [string[]]$arguments) {
  $code = (Start-Process $program -ArgumentList $arguments -Wait -PassThru).ExitCode
  Check "$program $arguments ends with 0 ($code)" ($code -eq 0)
}
function Uninstall([string[]]$more) {
  # « _?= » has it run here and not from a copy of itself, so that its end can be waited for.
  Run "$folder\uninstall.exe" (@('/S') + $more + "_?=$folder")
  Remove-Item "$folder\uninstall.exe", $folder -ErrorAction SilentlyContinue
}

Run $Installer @('/S', '/OUVRIR-AVEC')
foreach ($file in 'sobank.exe', 'sobank-cli.exe', 'LICENCES.txt', 'uninstall.exe') { Check "$file is installed" (Test-Path "$folder\$file") }
Check 'the Start menu has its entry' (Test-Path "$env:APPDATA\Microsoft\Windows\Start Menu\Programs\So bank.lnk")
Check 'Windows lists it' ((Get-ItemProperty $key).DisplayName -eq 'So bank')
$offered = Get-Item 'HKCU:\Software\Classes\.ofx\OpenWithProgids'
Check '.ofx offers it' ($offered.GetValueNames() -contains 'SoBank.Releve')
Check '.ofx is not taken' (-not (Get-Item 'HKCU:\Software\Classes\.ofx').GetValue(''))
Check '.csv is left alone' (-not (Test-Path 'HKCU:\Software\Classes\.csv\OpenWithProgids') -or
  (Get-Item 'HKCU:\Software\Classes\.csv\OpenWithProgids').GetValueNames() -notcontains 'SoBank.Releve')

$cli = "$folder\sobank-cli.exe"
$said = & $cli version
Check "it says its version: $said" ($LASTEXITCODE -eq 0 -and $said -match '^So bank \d')
$demo = & $cli demo --data "$env:TEMP\sobank-demo" --json | ConvertFrom-Json
Check "the demonstration: $($demo.statements) statements" ($LASTEXITCODE -eq 0 -and $demo.statements -gt 0)
& $cli verify --data "$env:TEMP\sobank-demo"
Check 'it verifies' ($LASTEXITCODE -eq 0)

# The window opens, and is still there after a while.
$window = Start-Process "$folder\sobank.exe" -PassThru
Start-Sleep 15
$window.Refresh()
Check 'the window stays open' (-not $window.HasExited)
Check 'it has its own data' (Test-Path "$data\sobank.db")
$window.CloseMainWindow() | Out-Null
if (-not $window.WaitForExit(20000)) { $window.Kill(); $window.WaitForExit() }

Uninstall @()
Check 'the program is gone' (-not (Test-Path "$folder\sobank.exe"))
Check 'Windows lists it no more' (-not (Test-Path $key))
Check '.ofx offers it no more' (-not (Test-Path 'HKCU:\Software\Classes\SoBank.Releve'))
Check 'the data is kept' (Test-Path "$data\sobank.db")

Run $Installer @('/S')
Uninstall @('/SUPPRIMER-DONNEES')
Check 'the data is removed when that is asked' (-not (Test-Path $data))
Write-Output 'all is well'
