@echo off
rem Starts pathwhy on the Java runtime that lies beside it.
setlocal DisableDelayedExpansion
for %%I in ("%~dp0..") do set "home=%%~fI"

set "java=%home%\runtime\bin\java.exe"
if exist "%java%" goto start

rem No runtime: any Java 25 or newer will do.
set "java=java.exe"
if defined JAVA_HOME if exist "%JAVA_HOME%\bin\java.exe" set "java=%JAVA_HOME%\bin\java.exe"
set "version=0"
for /f "tokens=3" %%V in ('call "%java%" -version 2^>^&1 ^| findstr /c:" version "') do for /f "delims=.-+ tokens=1" %%W in (%%V) do set "version=%%~W"
if %version% geq 25 goto start
echo pathwhy: needs Java 25 or newer: its own runtime is missing (%home%\runtime), and %java% is Java %version% >&2
exit /b 3

:start
rem Java loads all classes of its cache at each start, so there is one for commands that send packets, one for those
rem that do not, and one for those that compare. A wrong one costs some milliseconds and nothing else.
set "cache=offline"
set "simulated="
set "live="
if "%~1"=="trace" set "cache=live"
if "%~1"=="dns" set "cache=live"
if "%~1"=="doctor" set "cache=live"
if not "%~1"=="check" if not "%~1"=="ports" goto run
:word
shift /1
if "%~1"=="-t" set "simulated=1"
if "%~1"=="--topology" set "simulated=1"
if "%~1"=="--live" set "live=1"
if not "%~1"=="" goto word
if not defined simulated set "cache=live"
if defined simulated if defined live set "cache=both"

:run
rem Whether the output goes to a terminal, and how wide it is, the program has to find out for itself here.
rem Flags for other Java programs could contradict lib\jvm.options; ours is PATHWHY_JAVA_OPTS.
set JDK_JAVA_OPTIONS=
set JAVA_TOOL_OPTIONS=
set _JAVA_OPTIONS=
"%java%" "@%home%\lib\jvm.options" "-XX:AOTCache=%home%\lib\%cache%.aot" -Dpathwhy.exit.negative=111 %PATHWHY_JAVA_OPTS% ^
  -cp "@CLASSPATH@" io.github.pathwhy.cli.Main %*
rem A Java that does not start exits with 1, which is an answer here; "unreachable" has a code of its own on the way.
if %ERRORLEVEL% equ 111 exit /b 1
if not %ERRORLEVEL% equ 1 exit /b %ERRORLEVEL%
echo pathwhy: the Java runtime did not start; nothing was answered >&2
exit /b 70
