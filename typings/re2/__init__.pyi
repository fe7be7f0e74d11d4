from typing import AnyStr, Generic

class error(Exception): ...

class Options:
    case_sensitive: bool
    dot_nl: bool
    log_errors: bool

class Match(Generic[AnyStr]):
    def groupdict(self) -> dict[str, AnyStr | None]: ...

class Pattern(Generic[AnyStr]):
    groupindex: dict[str, int]
    def search(self, text: AnyStr, pos: int = ..., endpos: int = ...) -> Match[AnyStr] | None: ...

def compile(pattern: AnyStr, options: Options | None = ...) -> Pattern[AnyStr]: ...
