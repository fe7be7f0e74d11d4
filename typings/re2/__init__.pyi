class error(Exception): ...

class Options:
    case_sensitive: bool
    dot_nl: bool
    log_errors: bool

class Match:
    def groupdict(self) -> dict[str, str | None]: ...

class Pattern:
    groupindex: dict[str, int]
    def search(self, text: str, pos: int = ..., endpos: int = ...) -> Match | None: ...

def compile(pattern: str, options: Options | None = ...) -> Pattern: ...
