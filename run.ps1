# The verbs of the Makefile for Windows:  .\run.ps1 [run|test|check]      (PowerShell 5.1 or later)
# If scripts are refused:  powershell -ExecutionPolicy Bypass -File .\run.ps1
param(
    [ValidateSet("run", "test", "check")] [string] $Verb = "run",
    [int] $Port = 8501
)
$ErrorActionPreference = "Stop"
Set-Location $PSScriptRoot
[Console]::OutputEncoding = [System.Text.Encoding]::UTF8
$env:PYTHONUTF8 = "1"
$Venv = ".venv"
$Python = Join-Path $Venv "Scripts\python.exe"

function Invoke-Checked([string] $Program, [string[]] $Arguments) {
    & $Program @Arguments
    if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
}

function Find-Python {
    $candidates = @(@("py", "-3.13"), @("py", "-3.12"), @("py", "-3.11"), @("py", "-3"), @("python"), @("python3"))
    foreach ($candidate in $candidates) {
        if (-not (Get-Command $candidate[0] -ErrorAction SilentlyContinue)) { continue }
        $rest = @($candidate | Select-Object -Skip 1)
        try { & $candidate[0] @rest -c "import sys; sys.exit(sys.version_info < (3, 11))" *> $null } catch { continue }
        if ($LASTEXITCODE -eq 0) { return , $candidate }
    }
    Write-Host "Python 3.11 or later is needed: https://www.python.org/downloads/"
    exit 1
}

function Install-Locked([string] $Lock, [string] $Mark) {
    if (-not (Test-Path $Python)) {
        $found = Find-Python
        $rest = @($found | Select-Object -Skip 1)
        Invoke-Checked $found[0] ($rest + @("-m", "venv", $Venv))
    }
    $done = Join-Path $Venv $Mark
    if ((Test-Path $done) -and ((Get-Item $done).LastWriteTime -ge (Get-Item $Lock).LastWriteTime)) { return }
    Invoke-Checked $Python @("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", $Lock)
    Set-Content -Path $done -Value ""
}

function Find-Browser {
    foreach ($name in @("chromium", "chrome", "google-chrome", "msedge")) {
        if (Get-Command $name -ErrorAction SilentlyContinue) { return $true }
    }
    return $false
}

switch ($Verb) {
    "run" {
        Install-Locked "requirements.txt" "runtime.done"
        Invoke-Checked $Python @("-m", "etl", "build")
        Write-Host "Open in a browser: http://localhost:$Port   (Ctrl+C: stop)"
        Invoke-Checked $Python @("-m", "streamlit", "run", "app.py", "--server.port", "$Port")
    }
    "test" {
        Install-Locked "requirements-dev.txt" "dev.done"
        if (-not (Find-Browser)) { & $Python -m playwright install chromium }
        Invoke-Checked $Python @("-m", "pytest", "-n", "2", "-m", "not long")
    }
    "check" {
        Install-Locked "requirements-dev.txt" "dev.done"
        Invoke-Checked $Python @("-m", "ruff", "check", ".")
        Invoke-Checked $Python @("-m", "ruff", "format", "--check", ".")
        Invoke-Checked $Python @("-m", "mypy")
        Invoke-Checked (Join-Path $Venv "Scripts\lint-imports.exe") @()
    }
}
