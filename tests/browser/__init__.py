"""The application as people meet it: a real server, a real Chromium."""

import pytest

pytest.register_assert_rewrite("tests.browser.window")
