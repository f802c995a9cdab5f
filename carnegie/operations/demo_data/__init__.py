"""The demo: invented people at two workplaces, told as data (`people`, `provision`, `stories`) and built by calling the
services of every app with past moments (`build`), so that each page has something worth looking at."""
