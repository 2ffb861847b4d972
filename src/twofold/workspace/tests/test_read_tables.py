"""Files are told by content; a line that cannot be read costs itself and no other."""

import csv
import gzip
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from twofold.core.errors import BadInput
from twofold.workspace.queries.tables import JoinedTable, TableShape, find_shape, open_table


def write(folder: Path, content: bytes | str, name: str = "file.bin") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def read(path: Path, **stated) -> tuple[tuple[str, ...], list]:
    with open_table(path, find_shape(path, **stated)) as table:
        return table.headers, list(table.lines)


def cells_of(path: Path, **stated) -> list[list[str]]:
    headers, lines = read(path, **stated)
    return [list(headers), *(cells for _number, cells, _wrong in lines)]


def wrong_lines(path: Path, **stated) -> dict[int, str]:
    return {number: wrong for number, _cells, wrong in read(path, **stated)[1] if wrong}


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1"]
)
def test_it_finds_encoding_and_delimiter(tmp_path, delimiter, encoding):
    table = [
        ["Name", "Ort", "Alter"],
        ["Jürgen Groß", "Köln", "41"],
        ["Zoë Müller", "Zürich", "29"],
        ["Åsa", "Malmö", "7"],
    ]
    text = "".join(delimiter.join(row) + "\r\n" for row in table)
    assert cells_of(write(tmp_path, text.encode(encoding))) == table


def test_it_finds_korean_of_the_old_kind(tmp_path):
    table = [["성별", "나이대"], ["여성", "이십대"], ["남성", "삼십대"], ["여성", "일주일에 두번 이상 사용"]]
    text = "".join(",".join(row) + "\n" for row in table)
    assert cells_of(write(tmp_path, text.encode("cp949"))) == table


def test_it_looks_for_letters_far_into_a_plain_file(tmp_path):
    text = "name,age\n" + "Jo,1\n" * 100_000 + "Jürgen Groß,2\nRené,3\n"
    assert find_shape(write(tmp_path, text.encode("cp1252"))).encoding == "cp1252"


CELLS = st.text(
    st.characters(codec="utf-8", exclude_characters="\0\ufeff", exclude_categories=("Cs",)), max_size=12
)
PLAIN = st.text(st.characters(codec="cp1252", exclude_characters="\0"), max_size=12)
ASIAN = st.text(st.sampled_from("가나다라 마바사,;'\"\nabc"), max_size=12)


def tables(cells: st.SearchStrategy) -> st.SearchStrategy:
    """Tables with sound headers and at least one filled cell in each line."""

    def of_width(width: int) -> st.SearchStrategy:
        row = st.lists(cells, min_size=width, max_size=width).map(lambda row: ["x", *row])
        return st.lists(row, max_size=5).map(
            lambda rows: [["first", *(f"h{n}" for n in range(width))], *rows]
        )

    return st.integers(1, 5).flatmap(of_width)


@given(
    st.one_of(
        st.tuples(
            st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "gb18030"]), tables(CELLS)
        ),
        st.tuples(st.just("cp1252"), tables(PLAIN)),
        st.tuples(st.just("cp949"), tables(ASIAN)),
    ),
    st.sampled_from(",;\t|"),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
)
def test_what_a_csv_writer_wrote_reads_back_equal(tmp_path_factory, encoded, delimiter, ending, packed):
    encoding, table = encoded
    path = tmp_path_factory.mktemp("round") / "table"
    with (gzip.open if packed else open)(path, "wt", encoding=encoding, newline="") as file:
        quoting = csv.QUOTE_ALL if ending == "\n" else csv.QUOTE_MINIMAL  # which would leave a lone \r bare
        csv.writer(file, delimiter=delimiter, lineterminator=ending, quoting=quoting).writerows(table)
    assert cells_of(path, encoding=encoding, delimiter=delimiter) == table


def test_it_reads_a_sheet_with_days_and_numbers(tmp_path):
    from datetime import date, datetime

    book = openpyxl.Workbook()
    book.active.append(["name", "since", "at", "amount", "ratio", "vip", None])
    book.active.append(["Dana", date(2020, 5, 31), datetime(2020, 5, 31, 14, 30), 3, 2.5, True])
    book.active.append([None, None, None])
    book.active.append(["Eli"])
    book.save(tmp_path / "book.xlsx")
    headers, lines = read(tmp_path / "book.xlsx")
    assert headers == ("name", "since", "at", "amount", "ratio", "vip")
    assert lines == [
        (2, ["Dana", "2020-05-31", "2020-05-31 14:30:00", "3", "2.5", "yes"], ""),
        (4, ["Eli", "", "", "", "", ""], ""),
    ]


def test_it_names_the_sheets_there_are(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "People"
    book.active.append(["name"])
    book.save(tmp_path / "book.xlsx")
    with pytest.raises(BadInput, match="People"):
        find_shape(tmp_path / "book.xlsx", sheet="Places")


def test_it_rejects_ragged_lines_and_shifts_nothing(tmp_path):
    path = write(tmp_path, "a,b,c\n1,2,3\n1,x,2,3\n1,2\n1,2,3,,\n\n4,5,6\n")
    lines = read(path)[1]
    assert [(number, bool(wrong)) for number, _cells, wrong in lines] == [
        (2, False),
        (3, True),
        (4, True),
        (5, False),
        (7, False),
    ]
    assert "4 cells, the header has 3" in lines[1][2]
    assert "2 cells, the header has 3" in lines[2][2]
    assert lines[3][1] == ["1", "2", "3"]
    assert lines[4] == (7, ["4", "5", "6"], "")


@pytest.mark.parametrize(
    ("text", "sound"),
    [
        ('a,b\n1,x\n2,"open\n3,y\n4,z\n', {2, 4, 5}),
        ('a,b\n1,x\n2,"open\n3,"y"\n4,z\n', {2, 4, 5}),
        ('a,b\n1,x\n2,"open\n' + "3,y\n" * 2_000, {2, *range(4, 2_004)}),
        ('a,b\n1,x\n2,"an "inner" quote"\n3,y\n', {2, 4}),
    ],
)
def test_a_runaway_quote_costs_only_its_own_line(tmp_path, text, sound):
    path = write(tmp_path, text)
    assert {number for number, _cells, wrong in read(path)[1] if not wrong} == sound
    assert list(wrong_lines(path)) == [3]
    assert "quotation mark" in wrong_lines(path)[3]


def test_it_says_where_a_runaway_quote_was_opened(tmp_path):
    path = write(tmp_path, 'a,b\n"one\ntwo",x\n2,"open\n3,y\n')
    assert "opened on line 4" in wrong_lines(path)[4]


def test_cells_may_run_over_lines_and_numbers_stay_those_of_the_file(tmp_path):
    path = write(tmp_path, 'a,b\n"one\ntwo\nthree",x\n2,y\n')
    assert read(path)[1] == [(2, ["one\ntwo\nthree", "x"], ""), (5, ["2", "y"], "")]


def test_an_undecodable_byte_and_a_zero_cost_only_their_lines(tmp_path):
    path = write(
        tmp_path, b"a,b\n1,\xc3\xa9t\xc3\xa9 \xc3\xb6\xc3\xa4\xc3\xbc\xc3\xa9\n2,caf\xe9\n3,\x00\n4,ok\n"
    )
    wrong = wrong_lines(path)
    assert list(wrong) == [3, 4]
    assert "0xE9" in wrong[3]
    assert "zero byte" in wrong[4]


def test_a_huge_line_costs_only_itself(tmp_path):
    path = write(tmp_path, "a,b\n1,x\n2," + "y" * 3_000_000 + "\n3,z\n")
    lines = read(path)[1]
    assert [(number, bool(wrong)) for number, _cells, wrong in lines] == [(2, False), (3, True), (4, False)]


@pytest.mark.parametrize("content", [b"", b"   \n\n", b"\xef\xbb\xbf"])
def test_it_refuses_an_empty_file(tmp_path, content):
    with pytest.raises(BadInput, match="empty"):
        read(write(tmp_path, content))


def test_a_header_alone_is_a_table_without_lines(tmp_path):
    assert read(write(tmp_path, "a;b;c\n")) == (("a", "b", "c"), [])


def test_headers_that_come_twice_are_told_apart(tmp_path):
    assert read(write(tmp_path, "name,name,,name\n"))[0] == ("name", "name (2)", "column 3", "name (3)")


def test_it_refuses_too_many_columns(tmp_path):
    with pytest.raises(BadInput, match="1001 columns"):
        read(write(tmp_path, ",".join(f"c{n}" for n in range(1001)) + "\n"))


def test_excels_statement_of_the_delimiter_is_followed(tmp_path):
    assert cells_of(write(tmp_path, "sep=;\na;b\n1,5;2\n")) == [["a", "b"], ["1,5", "2"]]


def test_it_refuses_other_archives_and_damaged_packages(tmp_path):
    import zipfile

    with zipfile.ZipFile(tmp_path / "files.zip", "w") as archive:
        archive.writestr("people.csv", "a,b\n")
    with pytest.raises(BadInput, match="archive"):
        find_shape(tmp_path / "files.zip")
    whole = gzip.compress(b"a,b\n" + b"1,2\n" * 500_000)
    with pytest.raises(BadInput, match="cut short"):
        read(write(tmp_path, whole[: len(whole) // 2]))


def test_it_refuses_an_encoding_that_does_not_exist(tmp_path):
    with pytest.raises(BadInput, match="no encoding"):
        find_shape(write(tmp_path, "a,b\n"), encoding="klingon")


def joined(tmp_path: Path, heads: str, lines: str, *, left: str = "order", right: str = "order"):
    head = write(tmp_path, heads, "heads.csv")
    table = JoinedTable(
        head, TableShape(encoding="utf-8", delimiter=","), name="heads.csv", left=left, right=right
    )
    path = write(tmp_path, lines, "lines.csv")
    with open_table(path, find_shape(path)) as main:
        return main.headers + table.headers(main.headers), list(table.widen(main.headers, main.lines))


def test_a_join_adds_the_cells_of_the_head_to_each_line(tmp_path):
    headers, lines = joined(
        tmp_path, "order,who,price\n1,Dana,9\n2,Eli,8\n", "order,price\n1,5\n1,6\n2,7\n3,8\n"
    )
    assert headers == ("order", "price", "who", "heads.price")
    assert [cells for _number, cells, wrong in lines if not wrong] == [
        ["1", "5", "Dana", "9"],
        ["1", "6", "Dana", "9"],
        ["2", "7", "Eli", "8"],
    ]
    assert lines[3][2].startswith("heads.csv has no line with “3”")


def test_a_join_refuses_a_head_that_comes_twice(tmp_path):
    with pytest.raises(BadInput, match="lines 2 and 3"):
        joined(tmp_path, "order,who\n1,Dana\n1,Eli\n", "order\n1\n")


def test_a_join_refuses_a_column_that_is_not_there(tmp_path):
    with pytest.raises(BadInput, match="no column “nr”"):
        joined(tmp_path, "order,who\n1,Dana\n", "order\n1\n", right="nr")
    with pytest.raises(BadInput, match="no column “nr”"):
        joined(tmp_path, "order,who\n1,Dana\n", "order\n1\n", left="nr")
