"""click in Vietnamese: the words of its help and of its complaints about arguments."""

from __future__ import annotations

import click


class VietnameseCommand(click.Command):
    """A command whose help is in Vietnamese."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the line that says how the command is called."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="Cách dùng: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of options."""
        options = (parameter for parameter in self.get_params(ctx) if isinstance(parameter, click.Option))
        records = (option.get_help_record(ctx) for option in options)
        rows = [(name, words.removesuffix("[required]").rstrip()) for name, words in filter(None, records)]
        if rows:
            with formatter.section("Tùy chọn"):
                formatter.write_dl(rows)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option `--help`, explained in Vietnamese."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Hiện hướng dẫn này rồi thoát."
        return option

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return the pieces of the usage line."""
        pieces = super().collect_usage_pieces(ctx)
        return ["[TÙY CHỌN]" if piece == "[OPTIONS]" else piece for piece in pieces]


class VietnameseGroup(VietnameseCommand, click.Group):
    """A group of commands whose help is in Vietnamese, listed in the order in which they were added."""

    command_class = VietnameseCommand

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands in the order of work."""
        return list(self.commands)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return the pieces of the usage line."""
        return ["[TÙY CHỌN]", "LỆNH", "[THAM SỐ]…"]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, then the commands."""
        VietnameseCommand.format_options(self, ctx, formatter)
        rows = [(name, self.commands[name].get_short_help_str(90)) for name in self.list_commands(ctx)]
        with formatter.section("Các lệnh"):
            formatter.write_dl(rows)


def complaint(error: click.ClickException) -> str:
    """Return in Vietnamese what is wrong with the arguments."""
    match error:
        case click.NoSuchOption():
            near = f" Có phải “{error.possibilities[0]}”?" if error.possibilities else ""
            return f"Không có tùy chọn “{error.option_name}”.{near}"
        case click.BadOptionUsage():
            return f"Tùy chọn “{error.option_name}” cần một giá trị đi kèm."
        case click.MissingParameter():
            return f"Thiếu {_name(error)}."
        case click.BadParameter():
            return f"Giá trị của {_name(error)} không dùng được: {_reason(error)}"
        case click.NoSuchCommand():
            return f"Không có lệnh “{error.command_name}”. Gõ “docgen --help” để xem các lệnh."
        case click.UsageError():
            return "Lệnh gõ chưa đúng: thừa hoặc thiếu tham số. Gõ thêm --help để xem cách dùng."
        case click.FileError():
            return f"Không đọc được tệp “{error.ui_filename}”."
        case _:
            return error.format_message()


def _name(error: click.BadParameter) -> str:
    parameter = error.param
    if parameter is None:
        return f"tham số “{error.param_hint}”" if error.param_hint else "tham số"
    return (
        f"tùy chọn “{parameter.opts[-1]}”"
        if isinstance(parameter, click.Option)
        else f"tham số {parameter.make_metavar(error.ctx or click.Context(click.Command(None)))}"
    )


def _reason(error: click.BadParameter) -> str:
    parameter = error.param
    if parameter is not None and isinstance(parameter.type, click.Choice):
        return f"chọn một trong: {', '.join(str(choice) for choice in parameter.type.choices)}."
    if parameter is not None and parameter.type is click.INT:
        return "phải là một số nguyên."
    if parameter is not None and isinstance(parameter.type, click.Path):
        return "không có tệp hoặc thư mục như thế."
    return error.message
